package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.internal.runtime.RefreshRuntime;
import io.github.wicredential.internal.runtime.TestRuntimes;
import io.github.wicredential.internal.runtime.Within;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever an executor of the application does, results arrive, and nobody else is held up. */
class ForeignExecutorTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final RefreshRuntime runtime = TestRuntimes.impatient();

    @AfterEach
    void letEverybodyGo() {
        answer.countDown();
        release.countDown();
    }

    private WorkloadIdentity identity(@Nullable Executor callbacks) {
        WorkloadIdentityBuilder builder = CannedTransport.credential().transport(request -> {
            await(answer);
            return TokenTransport.Response.of(200, Map.of(), "{\"access_token\":\"t\",\"expires_in\":3600}");
        });
        if (callbacks != null) {
            builder.callbackExecutor(callbacks);
        }
        return CannedTransport.on(builder, runtime).build();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anExecutorThatRefusesCostsNobodyTheToken() throws Exception {
        ExecutorService stopped = Executors.newSingleThreadExecutor();
        stopped.shutdown();
        CompletableFuture<AccessToken> caller = identity(stopped).tokenAsync(SCOPE);

        answer.countDown();

        assertThat(caller.get(20, TimeUnit.SECONDS).value()).isEqualTo("t");
    }

    @Test
    void anExecutorThatFailsOtherwiseDoesNotEither() throws Exception {
        CompletableFuture<AccessToken> caller = identity(task -> {
                    throw new StackOverflowError("provoked");
                })
                .tokenAsync(SCOPE);

        answer.countDown();

        assertThat(caller.get(20, TimeUnit.SECONDS).value()).isEqualTo("t");
    }

    @Test
    void anExecutorThatForgetsItsTaskDelaysTheResultToTheEndOfTheCallersTimeOnly() throws Exception {
        CompletableFuture<AccessToken> caller =
                identity(task -> {}).tokenAsync(TokenRequest.of(SCOPE).withTimeout(Duration.ofMillis(300)));

        answer.countDown();

        assertThat(caller.get(20, TimeUnit.SECONDS).value()).isEqualTo("t");
    }

    @Test
    void anExecutorThatRunsTheTaskItselfHoldsUpNobodyElse() throws Exception {
        WorkloadIdentity identity = identity(Runnable::run);
        Set<String> ran = ConcurrentHashMap.newKeySet();
        FutureTask<String> synchronous =
                new FutureTask<>(() -> identity.token(SCOPE).value());
        CompletableFuture<String> held = identity.tokenAsync(SCOPE).thenApply(token -> {
            ran.add(Thread.currentThread().getName());
            await(release);
            return token.value();
        });
        Thread caller = new Thread(synchronous);
        caller.start();
        Within.aWhile("the caller waits", () -> caller.getState() == Thread.State.TIMED_WAITING);

        answer.countDown();

        assertThat(synchronous.get(10, TimeUnit.SECONDS)).isEqualTo("t");
        assertThat(identity.token("https://other.example/.default").value()).isEqualTo("t");
        assertThat(identity.tokenAsync("https://third.example/.default")
                        .get(10, TimeUnit.SECONDS)
                        .value())
                .isEqualTo("t");
        Within.aWhile("the callback runs", () -> !ran.isEmpty());
        assertThat(ran).allMatch(name -> name.startsWith("wi-credential-delivery"));
        assertThat(held).isNotDone();
    }

    @Test
    void callbacksThatBlockHoldUpNoOtherResult() throws Exception {
        WorkloadIdentity identity = identity(null);
        for (int i = 0; i < 20; i++) {
            var unused = identity.tokenAsync("https://resource" + i + ".example/.default")
                    .thenRun(() -> await(release));
        }
        CompletableFuture<AccessToken> last = identity.tokenAsync(SCOPE);

        answer.countDown();

        assertThat(last.get(10, TimeUnit.SECONDS).value()).isEqualTo("t");
    }

    @Test
    void callbacksOfOneIdentityThatBlockHoldUpNoOtherIdentityAndNoTimeOut() throws Exception {
        for (Executor callbacks : new Executor[] {null, Runnable::run}) {
            WorkloadIdentity identity = identity(callbacks);
            for (int i = 0; i < 300; i++) {
                var unused =
                        identity.tokenAsync("https://held.example/.default").thenRun(() -> await(release));
            }
        }
        answer.countDown();
        awaitHeldUp(80);
        CountDownLatch never = new CountDownLatch(1);
        WorkloadIdentity slow = CannedTransport.on(
                        CannedTransport.credential().transport(request -> {
                            await(never);
                            throw new IllegalStateException("too late");
                        }),
                        runtime)
                .build();

        CompletableFuture<AccessToken> late =
                slow.tokenAsync(TokenRequest.of(SCOPE).withTimeout(Duration.ofMillis(100)));

        assertThat(identity(null).tokenAsync(SCOPE).get(5, TimeUnit.SECONDS).value())
                .isEqualTo("t");
        assertThatThrownBy(() -> late.get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        never.countDown();
    }

    @Test
    void callbacksThatBlockHoldUpNoTimeOutOfTheSameIdentity() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        WorkloadIdentity identity = CannedTransport.on(
                        CannedTransport.credential().transport(request -> {
                            await(request.body().contains("slow") ? never : answer);
                            return TokenTransport.Response.of(
                                    200, Map.of(), "{\"access_token\":\"t\",\"expires_in\":3600}");
                        }),
                        runtime)
                .build();
        for (int i = 0; i < 300; i++) {
            var unused = identity.tokenAsync(SCOPE).thenRun(() -> await(release));
        }
        answer.countDown();
        awaitHeldUp(64);

        CompletableFuture<AccessToken> late = identity.tokenAsync(
                TokenRequest.of("https://slow.example/.default").withTimeout(Duration.ofMillis(100)));

        assertThatThrownBy(() -> late.get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        never.countDown();
    }

    /** Until there are so many threads that are held up, and no more come. */
    private static void awaitHeldUp(int least) {
        AtomicLong seen = new AtomicLong();
        AtomicLong since = new AtomicLong();
        Within.aWhile("callbacks are held up", () -> {
            long present = deliveries();
            if (present != seen.getAndSet(present)) {
                since.set(System.nanoTime());
            }
            return present >= least && System.nanoTime() - since.get() > TimeUnit.MILLISECONDS.toNanos(300);
        });
    }

    private static long deliveries() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("wi-credential-delivery"))
                .count();
    }

    @Test
    void aFullQueueIsARefusal() throws Exception {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        WorkloadIdentity identity = identity(full);
        CompletableFuture<AccessToken> one = identity.tokenAsync(SCOPE);
        CompletableFuture<AccessToken> other = identity.tokenAsync(SCOPE);

        answer.countDown();

        assertThat(one.get(20, TimeUnit.SECONDS)).isSameAs(other.get(20, TimeUnit.SECONDS));
    }
}
