package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.credential.AccessToken;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.util.Configuration;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

@WorkloadIdentityTest
class ManagedIdentityCredentialTest {

    private static final String OTHER = "88888888-8888-8888-8888-888888888888";

    @Test
    void inAPodItIsTheWorkloadIdentity(LocalCluster cluster, LocalEntra entra, LocalApplication trusted) {
        ManagedIdentityCredential credential = new ManagedIdentityCredentialBuilder()
                .configuration(Configurations.of(cluster.environment()))
                .executorService(ForkJoinPool.commonPool())
                .build();

        AccessToken token = credential.getTokenSync(TokenRequestContexts.vault());

        assertThat(credential.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(10)))
                .isSameAs(token);
        assertThat(entra.tokenRequests()).isEqualTo(1);
        assertThat(credential.getClientId()).isEqualTo(trusted.clientId());
    }

    @Test
    void theBuildersClientIdWinsOverTheVariable(LocalCluster cluster, LocalApplication trusted) {
        Configuration pod = Configurations.with(cluster.environment(), "AZURE_CLIENT_ID", OTHER);
        ManagedIdentityCredential credential = new ManagedIdentityCredentialBuilder()
                .configuration(pod)
                .clientId(" " + trusted.clientId())
                .resourceId(null)
                .objectId(" ")
                .build();

        assertThat(credential.getClientId()).isEqualTo(trusted.clientId());
        assertThat(credential.getTokenSync(TokenRequestContexts.vault())).isNotNull();
    }

    @Test
    void aRefusalIsNoUnavailability(LocalCluster cluster, LocalApplication application) {
        application.setEnabled(false);
        ManagedIdentityCredential credential = new ManagedIdentityCredentialBuilder()
                .configuration(Configurations.of(cluster.environment()))
                .build();

        assertThatThrownBy(() -> credential.getTokenSync(TokenRequestContexts.vault()))
                .isExactlyInstanceOf(ClientAuthenticationException.class)
                .hasMessageContaining("AADSTS");
    }

    @Test
    void elsewhereItIsUnavailableWithWords() {
        unavailable(
                new ManagedIdentityCredentialBuilder().configuration(Configuration.NONE),
                "not such a pod",
                "IMDS) is never used",
                "On a laptop");
        unavailable(
                with("KUBERNETES_SERVICE_HOST", "10.0.0.1").clientId(OTHER),
                "KUBERNETES_SERVICE_HOST is set",
                "azure.workload.identity/use: \"true\"");
        unavailable(
                with("IDENTITY_ENDPOINT", "http://localhost:42356/msi/token"),
                "IDENTITY_ENDPOINT is set",
                "azure-identity's ManagedIdentityCredential");
    }

    @Test
    void anIncompletePodNamesWhatIsMissing() {
        unavailable(
                with("AZURE_FEDERATED_TOKEN_FILE", "/var/run/secrets/token"),
                "AZURE_CLIENT_ID",
                "AZURE_TENANT_ID",
                "azure.workload.identity/client-id");
    }

    @Test
    void anotherNameThanTheClientIdIsRefusedAndNoOtherIdentityTakesItsPlace(LocalCluster cluster, LocalEntra entra) {
        Configuration pod = Configurations.of(cluster.environment());

        unavailable(
                new ManagedIdentityCredentialBuilder().configuration(pod).resourceId("/subscriptions/s"),
                "resource id",
                "client id");
        unavailable(
                new ManagedIdentityCredentialBuilder().configuration(pod).objectId(OTHER), "object id", "client id");
        assertThat(entra.tokenRequests()).isZero();
        assertThatThrownBy(() -> new ManagedIdentityCredentialBuilder()
                        .clientId(OTHER)
                        .objectId(OTHER)
                        .build())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aChainGoesOnWhereThereIsNoPod() {
        AccessToken token = new AccessToken("token", OffsetDateTime.MAX);
        ChainedTokenCredential chain = new ChainedTokenCredentialBuilder()
                .addLast(new ManagedIdentityCredentialBuilder()
                        .configuration(Configuration.NONE)
                        .build())
                .addLast(context -> Mono.just(token))
                .build();

        assertThat(chain.getTokenSync(TokenRequestContexts.vault())).isSameAs(token);
    }

    private static ManagedIdentityCredentialBuilder with(String name, String value) {
        return new ManagedIdentityCredentialBuilder().configuration(Configurations.with(Map.of(), name, value));
    }

    private static void unavailable(ManagedIdentityCredentialBuilder builder, String... parts) {
        ManagedIdentityCredential credential = builder.build();
        List<Throwable> failures = List.of(
                catchThrowable(() -> credential.getTokenSync(TokenRequestContexts.vault())),
                catchThrowable(
                        () -> credential.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(10))));

        for (Throwable failure : failures) {
            assertThat(failure)
                    .isInstanceOf(CredentialUnavailableException.class)
                    .hasMessageContaining("ManagedIdentityCredential")
                    .hasMessageContainingAll(parts);
        }
    }
}
