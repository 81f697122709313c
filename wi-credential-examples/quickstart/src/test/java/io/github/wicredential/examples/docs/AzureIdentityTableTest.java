package io.github.wicredential.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.AssertionException;
import io.github.wicredential.IdentityEvent.RefreshFailed;
import io.github.wicredential.IdentityEvent.RefreshSucceeded;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The right column of README's table "azure-identity and this", row by row. */
@WorkloadIdentityTest
class AzureIdentityTableTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private final CountDownLatch renewed = new CountDownLatch(2);
    private final CountDownLatch renewalFailed = new CountDownLatch(1);
    private WorkloadIdentity identity;
    private WorkloadIdentityCredential credential;

    @BeforeEach
    void build(LocalCluster cluster) {
        Map<String, String> variables = cluster.environment();
        identity = WorkloadIdentity.builder()
                .environment(variables::get)
                .listener(event -> {
                    if (event instanceof RefreshSucceeded) {
                        renewed.countDown();
                    } else if (event instanceof RefreshFailed) {
                        renewalFailed.countDown();
                    }
                })
                .build();
        credential = WorkloadIdentityCredential.of(identity);
    }

    @AfterEach
    void close() {
        identity.close();
    }

    @Test
    void theFirstTokenTakesOneRequest(LocalEntra entra) {
        credential.getTokenSync(context());

        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void thirtyTwoColdThreadsShareOneRequest(LocalEntra entra) throws Exception {
        entra.faults().always(Fault.latency(Duration.ofMillis(200)));
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Future<AccessToken>> tokens = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                tokens.add(threads.submit(() -> {
                    together.await();
                    return credential.getTokenSync(context());
                }));
            }
            together.countDown();
            for (Future<AccessToken> token : tokens) {
                assertThat(token.get(30, TimeUnit.SECONDS).getToken()).isNotEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void syncAndAsyncWithAndWithoutCaeTakeTwoRequests(LocalEntra entra) {
        credential.getTokenSync(context());
        credential.getToken(context()).block();
        credential.getTokenSync(context().setCaeEnabled(true));
        credential.getToken(context().setCaeEnabled(true)).block();

        assertThat(entra.tokenRequests()).isEqualTo(2);
    }

    @Test
    void theTokenIsRenewedWhenEntraAskedForIt(LocalEntra entra) throws Exception {
        entra.setExpiresIn(Duration.ofSeconds(4)).setRefreshIn(Duration.ofSeconds(1));
        credential.getTokenSync(context());

        assertThat(renewed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(entra.granted()).isEqualTo(2);
    }

    @Test
    void aValidTokenIsReturnedWhileEntraIsDown(LocalEntra entra) throws Exception {
        entra.setExpiresIn(Duration.ofSeconds(299)).setRefreshIn(Duration.ofSeconds(5));
        String token = credential.getTokenSync(context()).getToken();
        entra.faults().always(Fault.status(503));

        assertThat(renewalFailed.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(credential.getTokenSync(context()).getToken()).isEqualTo(token);
    }

    @Test
    void aClaimsChallengeBringsANewToken(LocalEntra entra) {
        TokenRequestContext cae = context().setCaeEnabled(true);
        String revoked = credential.getTokenSync(cae).getToken();

        String claims = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1\"}}}";
        String token = credential
                .getTokenSync(context().setCaeEnabled(true).setClaims(claims))
                .getToken();

        assertThat(token).isNotEqualTo(revoked);
        assertThat(credential.getTokenSync(cae).getToken()).isEqualTo(token);
        assertThat(entra.tokenRequests()).isEqualTo(2);
    }

    @Test
    void anEmptyTokenFileIsNamed(LocalCluster cluster, LocalEntra entra) {
        cluster.writeRaw("");

        assertThatThrownBy(() -> credential.getTokenSync(context()))
                .isInstanceOf(ClientAuthenticationException.class)
                .hasMessageContaining(cluster.tokenFile().toString())
                .hasCauseInstanceOf(AssertionException.class);
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void aTokenFileThatComesLateIsFoundByAsyncCallers(LocalCluster cluster) {
        cluster.removeToken();
        assertThatThrownBy(() -> credential.getToken(context()).block())
                .isInstanceOf(ClientAuthenticationException.class);

        cluster.rotateToken();

        assertThat(credential.getToken(context()).block()).isNotNull();
    }

    @Test
    void aRefusalIsAzureCoresExceptionWithEntrasReasonAsItsCause(LocalApplication application) {
        application.setEnabled(false);

        assertThatThrownBy(() -> credential.getTokenSync(context()))
                .isInstanceOf(ClientAuthenticationException.class)
                .hasMessageContaining("AADSTS7000112")
                .cause()
                .isInstanceOfSatisfying(
                        TokenExchangeException.class,
                        refused -> assertThat(refused.errorCodes()).contains(7000112));
    }

    private static TokenRequestContext context() {
        return new TokenRequestContext().addScopes(SCOPE);
    }
}
