package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.util.Configuration;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A credential closes what its builder built, and nothing that others have built. */
@WorkloadIdentityTest
class ClosingTest {

    @Test
    void aWorkloadIdentityCredentialClosesTheIdentityThatItsBuilderBuilt(LocalCluster cluster) {
        WorkloadIdentityCredential credential = new WorkloadIdentityCredentialBuilder()
                .configuration(pod(cluster))
                .build();
        credential.getTokenSync(TokenRequestContexts.vault());

        credential.close();
        credential.close();

        refusesBecauseItIsClosed(credential);
        assertThatThrownBy(() -> credential.identity().token("https://vault.azure.net/.default"))
                .isInstanceOf(IdentityClosedException.class);
    }

    @Test
    void anIdentityOfOthersStaysOpen(LocalCluster cluster) {
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build()) {
            WorkloadIdentityCredential credential = WorkloadIdentityCredential.of(identity);

            credential.close();

            assertThat(credential.getTokenSync(TokenRequestContexts.vault()).getToken())
                    .isEqualTo(
                            identity.token("https://vault.azure.net/.default").value());
        }
    }

    @Test
    void aClientAssertionCredentialCloses(LocalCluster cluster) {
        ClientAssertionCredential credential = new ClientAssertionCredentialBuilder()
                .configuration(pod(cluster))
                .clientAssertion(() -> "never asked")
                .build();

        credential.close();
        credential.close();

        refusesBecauseItIsClosed(credential);
    }

    @Test
    void aManagedIdentityCredentialCloses(LocalCluster cluster) {
        ManagedIdentityCredential credential = new ManagedIdentityCredentialBuilder()
                .configuration(pod(cluster))
                .build();
        credential.getTokenSync(TokenRequestContexts.vault());

        credential.close();
        credential.close();

        refusesBecauseItIsClosed(credential);
        new ManagedIdentityCredentialBuilder()
                .configuration(Configurations.of(Map.of()))
                .build()
                .close();
    }

    @Test
    void aDefaultAzureCredentialClosesWhatItDecidedOn(LocalCluster cluster) {
        DefaultAzureCredential credential =
                new DefaultAzureCredentialBuilder().configuration(pod(cluster)).build();
        credential.getTokenSync(TokenRequestContexts.vault());

        credential.close();
        credential.close();

        refusesBecauseItIsClosed(credential);
    }

    @Test
    void aDefaultAzureCredentialThatIsClosedBeforeItsFirstCallDecidesNothing(LocalCluster cluster, LocalEntra entra) {
        DefaultAzureCredential credential =
                new DefaultAzureCredentialBuilder().configuration(pod(cluster)).build();

        credential.close();

        assertThatThrownBy(() -> credential.getTokenSync(TokenRequestContexts.vault()))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContaining("closed");
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void aDefaultAzureCredentialPrefetchesWhatAzuresClientsAskFor(LocalCluster cluster, LocalEntra entra)
            throws Exception {
        try (DefaultAzureCredential credential =
                new DefaultAzureCredentialBuilder().configuration(pod(cluster)).build()) {
            credential.prefetch("https://vault.azure.net/.default").get(10, TimeUnit.SECONDS);

            credential.getTokenSync(TokenRequestContexts.vault().setCaeEnabled(true));
        }
        assertThat(entra.tokenRequests()).isOne();
    }

    @Test
    void aPrefetchWithoutAPodFailsOrDoesNothing() {
        Configuration incomplete = Configurations.of(Map.of("AZURE_FEDERATED_TOKEN_FILE", "/var/run/secrets/token"));
        DefaultAzureCredential pod =
                new DefaultAzureCredentialBuilder().configuration(incomplete).build();
        DefaultAzureCredential laptop = new DefaultAzureCredentialBuilder()
                .configuration(Configurations.of(Map.of()))
                .build();

        assertThat(pod.prefetch("https://vault.azure.net/.default"))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(CredentialUnavailableException.class);
        assertThat(laptop.prefetch("https://vault.azure.net/.default")).isCompleted();
    }

    @Test
    void aPrefetchFailsWhereNoTokenWillComeFrom() {
        DefaultAzureCredential closed = new DefaultAzureCredentialBuilder()
                .configuration(Configurations.of(Map.of()))
                .build();
        DefaultAzureCredential noPod = new DefaultAzureCredentialBuilder()
                .configuration(Configurations.of(Map.of("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential")))
                .build();

        closed.close();

        for (DefaultAzureCredential credential : List.of(closed, noPod)) {
            assertThat(credential.prefetch("https://vault.azure.net/.default"))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(CredentialUnavailableException.class);
        }
    }

    private static void refusesBecauseItIsClosed(TokenCredential credential) {
        assertThatThrownBy(() -> credential.getTokenSync(TokenRequestContexts.vault()))
                .isInstanceOf(ClientAuthenticationException.class)
                .hasCauseInstanceOf(IdentityClosedException.class);
        assertThatThrownBy(
                        () -> credential.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(10)))
                .isInstanceOf(ClientAuthenticationException.class);
    }

    private static Configuration pod(LocalCluster cluster) {
        return Configurations.of(cluster.environment());
    }
}
