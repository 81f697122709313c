package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ChainedTokenCredentialTest {

    private static final AccessToken TOKEN = new AccessToken("token", OffsetDateTime.MAX);

    @Test
    void asksInOrderAndGoesOnOnlyWhereNothingIsConfigured() {
        ChainedTokenCredential chain = new ChainedTokenCredentialBuilder()
                .addLast(failing(new CredentialUnavailableException("second is absent")))
                .addAll(List.of(giving()))
                .addFirst(failing(new CredentialUnavailableException("first is absent")))
                .build();

        assertThat(chain.getTokenSync(TokenRequestContexts.vault())).isSameAs(TOKEN);
        assertThat(chain.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(5)))
                .isSameAs(TOKEN);
    }

    @Test
    void aRefusalEndsTheSearch() {
        ClientAuthenticationException refusal = new ClientAuthenticationException("refused", null);
        ChainedTokenCredential chain = new ChainedTokenCredentialBuilder()
                .addLast(failing(refusal))
                .addLast(giving())
                .build();

        assertThatThrownBy(() -> chain.getTokenSync(TokenRequestContexts.vault()))
                .isSameAs(refusal);
        assertThatThrownBy(() -> chain.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(5)))
                .isSameAs(refusal);
    }

    @Test
    void aForeignFailureBecomesAzureCoresException() {
        IllegalStateException foreign = new IllegalStateException("broken");
        ChainedTokenCredential chain =
                new ChainedTokenCredentialBuilder().addLast(failing(foreign)).build();

        assertThatThrownBy(() -> chain.getTokenSync(TokenRequestContexts.vault()))
                .isExactlyInstanceOf(ClientAuthenticationException.class)
                .hasMessageContaining("broken")
                .hasCause(foreign);
    }

    @Test
    void aCheckedFailureBecomesAzureCoresException() {
        ChainedTokenCredential chain = new ChainedTokenCredentialBuilder()
                .addLast(context -> Mono.error(new IOException("no network")))
                .addLast(giving())
                .build();

        assertThatThrownBy(() -> chain.getTokenSync(TokenRequestContexts.vault()))
                .isExactlyInstanceOf(ClientAuthenticationException.class)
                .hasMessageContaining("no network");
        assertThatThrownBy(() -> chain.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(5)))
                .isExactlyInstanceOf(ClientAuthenticationException.class)
                .hasMessageContaining("no network");
    }

    @Test
    void aChainIsAskedAnewEachTimeWhileADefaultCredentialIsOneByTypeOnly() {
        List<String> asked = new ArrayList<>();
        ChainedTokenCredential chain = new ChainedTokenCredentialBuilder()
                .addLast(context -> {
                    asked.add("first");
                    return Mono.error(new CredentialUnavailableException("absent"));
                })
                .addLast(giving())
                .build();
        ChainedTokenCredential decided = new DefaultAzureCredentialBuilder()
                .configuration(Configurations.of(Map.of("AZURE_TOKEN_CREDENTIALS", "prod")))
                .build();

        chain.getTokenSync(TokenRequestContexts.vault());
        chain.getTokenSync(TokenRequestContexts.vault());

        assertThat(asked).hasSize(2);
        assertThatThrownBy(() -> decided.getTokenSync(TokenRequestContexts.vault()))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContaining("workload identity only");
    }

    @Test
    void anExhaustedChainNamesAllReasons() {
        ChainedTokenCredential chain = new ChainedTokenCredentialBuilder()
                .addLast(failing(new CredentialUnavailableException("one is absent")))
                .addLast(failing(new CredentialUnavailableException("two is absent")))
                .build();

        Throwable sync = catchThrowable(() -> chain.getTokenSync(TokenRequestContexts.vault()));
        Throwable async = catchThrowable(
                () -> chain.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(5)));

        assertThat(sync)
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContainingAll("one is absent", "two is absent");
        assertThat(async).isInstanceOf(CredentialUnavailableException.class).hasMessage(sync.getMessage());
    }

    private static TokenCredential giving() {
        return context -> Mono.just(TOKEN);
    }

    private static TokenCredential failing(RuntimeException failure) {
        return context -> Mono.error(failure);
    }
}
