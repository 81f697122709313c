package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A claims challenge is answered with a new token that was asked for with the challenge's claims. */
@WorkloadIdentityTest
class ClaimsChallengeTest {

    private static final TokenRequest VAULT = TokenRequest.of("https://vault.azure.net/.default");
    private static final String CLAIMS = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1700000000\"}}}";

    private WorkloadIdentity identity;

    @BeforeEach
    void start(LocalCluster cluster) {
        identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
    }

    @AfterEach
    void close() {
        identity.close();
    }

    @Test
    void theChallengesClaimsAreSentAndTheNewTokenIsKept(LocalEntra entra) {
        AccessToken rejected = identity.token(VAULT);

        AccessToken answer = identity.token(VAULT.withClaims(CLAIMS));

        assertThat(answer.value()).isNotEqualTo(rejected.value());
        assertThat(identity.token(VAULT)).isSameAs(answer);
        List<ReceivedTokenRequest> requests = entra.requests();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).claims()).isNull();
        assertThat(requests.get(1).claims()).contains("nbf", "1700000000").doesNotContain("cp1");
    }

    @Test
    void aCallerThatHandlesChallengesDeclaresItWithAndWithoutClaims(LocalEntra entra) {
        identity.token(VAULT.withCae(true));
        identity.token(VAULT.withCae(true).withClaims(CLAIMS));

        List<ReceivedTokenRequest> requests = entra.requests();
        assertThat(requests.get(0).claims()).contains("xms_cc", "cp1");
        assertThat(requests.get(1).claims()).contains("xms_cc", "cp1", "1700000000");
    }

    @Test
    void aRejectedTokenWithoutAChallengeIsReplaced(LocalEntra entra) {
        AccessToken rejected = identity.token(VAULT);

        assertThat(identity.invalidate(rejected)).isTrue();

        assertThat(identity.token(VAULT).value()).isNotEqualTo(rejected.value());
        assertThat(entra.granted()).isEqualTo(2);
    }
}
