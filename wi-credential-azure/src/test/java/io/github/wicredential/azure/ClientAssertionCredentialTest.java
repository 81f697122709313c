package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.util.Configuration;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@WorkloadIdentityTest
class ClientAssertionCredentialTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void theApplicationsAssertionIsExchangedOnce(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        ClientAssertionCredential credential =
                builder(entra, application).clientAssertion(() -> read(cluster)).build();

        assertThat(credential.getTokenSync(TokenRequestContexts.vault()))
                .isSameAs(credential.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(10)));
        assertThat(asked).hasValue(1);
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aBearerTokenSupplierGivesTheTokensText(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        ClientAssertionCredential credential =
                builder(entra, application).clientAssertion(() -> read(cluster)).build();

        Supplier<String> supplier = AuthenticationUtil.getBearerTokenSupplier(credential, TokenRequestContexts.VAULT);

        assertThat(supplier.get())
                .isEqualTo(supplier.get())
                .isEqualTo(credential.getTokenSync(TokenRequestContexts.vault()).getToken());
    }

    @Test
    void aFailingSupplierIsReportedWithItsCause(LocalEntra entra, LocalApplication application) {
        ClientAssertionCredential credential = builder(entra, application)
                .clientAssertion(() -> {
                    throw new IllegalStateException("vault is sealed");
                })
                .build();

        assertThatThrownBy(() -> credential.getTokenSync(TokenRequestContexts.vault()))
                .isInstanceOf(ClientAuthenticationException.class)
                .hasRootCauseMessage("vault is sealed");
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void whatIsMissingIsNamedAllAtOnce() {
        ClientAssertionCredentialBuilder empty =
                new ClientAssertionCredentialBuilder().configuration(Configuration.NONE);

        assertThatThrownBy(empty::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "clientAssertion(...)", "clientId(...)", "AZURE_CLIENT_ID", "tenantId(...)", "AZURE_TENANT_ID");
        assertThatThrownBy(() -> empty.configuration(Configurations.of(Map.of("AZURE_CLIENT_ID", "c")))
                        .tenantId("t")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clientAssertion(...)")
                .hasMessageNotContainingAny("AZURE_CLIENT_ID", "AZURE_TENANT_ID");
        empty.configuration(Configuration.NONE).tenantId(null);
        assertThatThrownBy(() -> empty.clientAssertion(() -> "x").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("clientId", "tenantId");
    }

    private static ClientAssertionCredentialBuilder builder(LocalEntra entra, LocalApplication application) {
        return new ClientAssertionCredentialBuilder()
                .configuration(Configuration.NONE)
                .authorityHost(entra.authorityHost().toString())
                .tenantId(entra.tenantId())
                .clientId(application.clientId());
    }

    private String read(LocalCluster cluster) {
        asked.incrementAndGet();
        try {
            return Files.readString(cluster.tokenFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTokenCacheOnADiskIsRefusedWithWords() {
        assertThatThrownBy(() -> new ClientAssertionCredentialBuilder()
                        .tokenCachePersistenceOptions(new TokenCachePersistenceOptions()
                                .setName("shop")
                                .setUnencryptedStorageAllowed(true)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("in memory", "Remove the call");
    }

    @Test
    void loggingOfTokensIsRefusedWithWords() {
        assertThatThrownBy(() -> new ClientAssertionCredentialBuilder().enableUnsafeSupportLogging())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("io.github.wicredential", "httpLogOptions", "Remove the call");
    }
}
