package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AssertionException;
import io.github.wicredential.CannedTransport;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.cache.VirtualRuntime;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The token file is read on every exchange and never for a token that is there. */
@WorkloadIdentityTest
class TokenRotationTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final TokenRequest CHALLENGED = TokenRequest.of(SCOPE).withClaims("{\"access_token\":{}}");

    private final VirtualRuntime runtime = new VirtualRuntime(Instant.now());

    private WorkloadIdentity pod(LocalCluster cluster) {
        return CannedTransport.on(WorkloadIdentity.builder().environment(cluster.environment()::get), runtime)
                .build();
    }

    @Test
    void everyExchangeSendsTheTokenThatIsInTheFileThen(LocalCluster cluster, LocalEntra entra) {
        try (WorkloadIdentity identity = pod(cluster)) {
            identity.token(SCOPE);
            cluster.rotateToken();
            identity.token(CHALLENGED);
            identity.token(TokenRequest.of("https://storage.azure.com/.default"));
        }

        assertThat(entra.requests().stream().map(ReceivedTokenRequest::assertionId))
                .hasSize(3)
                .satisfies(
                        ids -> assertThat(ids.get(1)).isNotEqualTo(ids.get(0)).isEqualTo(ids.get(2)));
    }

    @Test
    void aRenewalInTheBackgroundSendsTheNewTokenToo(LocalCluster cluster, LocalEntra entra) {
        try (WorkloadIdentity identity = pod(cluster)) {
            identity.token(SCOPE);
            cluster.rotateToken();

            runtime.advance(Duration.ofMinutes(45));
        }

        assertThat(entra.requests()).hasSize(2);
        assertThat(entra.requests().get(1).assertionId())
                .isNotEqualTo(entra.requests().get(0).assertionId());
    }

    @Test
    void aTokenThatIsThereNeedsNoFile(LocalCluster cluster, LocalEntra entra) {
        try (WorkloadIdentity identity = pod(cluster)) {
            String token = identity.token(SCOPE).value();

            cluster.removeToken();

            for (int i = 0; i < 1_000; i++) {
                assertThat(identity.token(SCOPE).value()).isEqualTo(token);
            }
            assertThatThrownBy(() -> identity.token(CHALLENGED)).isInstanceOf(AssertionException.class);
            assertThat(identity.token(SCOPE).value()).isEqualTo(token);
        }
        assertThat(entra.tokenRequests()).isOne();
    }

    @Test
    void aFileThatIsMissingForAMomentCostsNoCallerAFailure(LocalCluster cluster, LocalEntra entra) {
        try (WorkloadIdentity identity = pod(cluster)) {
            identity.token(SCOPE);
            cluster.removeToken();
            runtime.advance(Duration.ofMinutes(46));
            identity.token(SCOPE);
            assertThat(entra.granted()).isOne();

            cluster.rotateToken();
            runtime.advance(Duration.ofSeconds(15));

            assertThat(entra.granted()).isEqualTo(2);
        }
    }
}
