package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.TokenInterruptedException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenTimeoutException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.runtime.Within;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every wait ends: by the caller's own deadline, an interrupt, or the end of the credential. */
@WorkloadIdentityTest
class DeadlineTest {

    private static final TokenRequest VAULT = TokenRequest.of("https://vault.azure.net/.default");
    private static final TokenRequest HASTY = VAULT.withTimeout(Duration.ofMillis(50));

    private final CountDownLatch answers = new CountDownLatch(1);
    private WorkloadIdentity identity;

    @BeforeEach
    void start(LocalCluster cluster, LocalEntra entra) {
        entra.faults().always(Fault.held(answers));
        identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
    }

    @AfterEach
    void close() {
        answers.countDown();
        identity.close();
    }

    @Test
    void aCallersOwnDeadlineEndsItsWaitAndNobodyElses(LocalEntra entra) throws Exception {
        CompletableFuture<AccessToken> patient = identity.tokenAsync(VAULT);

        assertThatThrownBy(() -> identity.token(HASTY))
                .isInstanceOf(TokenTimeoutException.class)
                .hasMessageContaining("within 50 ms");
        assertThatThrownBy(() -> identity.tokenAsync(HASTY).get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TokenTimeoutException.class);
        assertThat(patient).isNotDone();

        answers.countDown();
        assertThat(patient.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(entra.tokenRequests()).isOne();
    }

    @Test
    void aCredentialsDeadlineHoldsForRequestsThatNameNone(LocalCluster cluster) {
        try (WorkloadIdentity hasty = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .timeout(Duration.ofMillis(50))
                .build()) {
            assertThatThrownBy(() -> hasty.token(VAULT)).isInstanceOf(TokenTimeoutException.class);
        }
    }

    @Test
    void anInterruptFreesItsOwnCaller() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                identity.token(VAULT);
            } catch (TokenInterruptedException interrupted) {
                thrown.set(interrupted);
            }
        });
        caller.start();
        CompletableFuture<AccessToken> other = identity.tokenAsync(VAULT);

        caller.interrupt();
        caller.join(10_000);

        assertThat(thrown.get()).isInstanceOf(TokenInterruptedException.class);
        answers.countDown();
        assertThat(other.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void closingFreesWhoeverWaits(LocalEntra entra) {
        CompletableFuture<AccessToken> waiting = identity.tokenAsync(VAULT);
        Within.aWhile("the request is on its way", () -> entra.tokenRequests() == 1);

        identity.close();

        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IdentityClosedException.class);
        assertThatThrownBy(() -> identity.token(VAULT)).isInstanceOf(IdentityClosedException.class);
    }
}
