package io.github.wicredential.contract.duress;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.identity.ClientAssertionCredential;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredential;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import io.github.wicredential.contract.Authority.Fault;
import io.github.wicredential.contract.FoundAssertion;
import io.github.wicredential.contract.Promise;
import io.github.wicredential.contract.Stage;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What an application's own threads, loaders and clock may do to a credential, and a network that is slow to come. */
public class DuressCases {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Promise("Callers in a parallel stream that block on an asynchronous token are all served")
    public void parallelStream(Stage stage) {
        stage.authority.latency(Duration.ofMillis(300));
        WorkloadIdentityCredential credential = builder(stage).build();
        int callers = 4 * (ForkJoinPool.getCommonPoolParallelism() + 1);
        AtomicInteger served = new AtomicInteger();

        IntStream.range(0, callers).parallel().forEach(caller -> {
            if (credential.getToken(Stage.vault()).block(SOON) != null) {
                served.incrementAndGet();
            }
        });

        assertThat(served).hasValue(callers);
    }

    @Promise("An asynchronous token arrives while the common pool is occupied")
    public void busyCommonPool(Stage stage) {
        WorkloadIdentityCredential credential = builder(stage).build();
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 4 * (ForkJoinPool.getCommonPoolParallelism() + 1); i++) {
            ForkJoinPool.commonPool().execute(() -> await(end));
        }
        try {
            assertThat(credential.getToken(Stage.vault()).block(SOON)).isNotNull();
        } finally {
            end.countDown();
        }
    }

    @Promise("An authority that is unreachable for the first 5 s delays a token and fails no caller")
    public void lateAuthority(Stage stage) {
        stage.authority.unreachableFor(Duration.ofSeconds(5));

        assertThat(builder(stage).build().getTokenSync(Stage.vault())).isNotNull();
    }

    @Promise("429 without Retry-After delays a token and fails no caller")
    public void throttled(Stage stage) {
        stage.authority.next(Fault.THROTTLED);
        // A client of its own: a pause that is remembered must not hold up the other cases.
        WorkloadIdentityCredential credential =
                builder(stage).clientId("44444444-4444-4444-4444-444444444444").build();

        assertThat(Stage.time(() -> credential.getTokenSync(Stage.vault()))).isLessThan(SOON);
        assertThat(stage.authority.tokenRequests()).isEqualTo(2);
    }

    @Promise("An assertion source is found by ServiceLoader, as on the application's own threads")
    public void serviceLoader(Stage stage) throws Exception {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        ExecutorService executor = null;
        try (var application = stage.application(Supplier.class, FoundAssertion.class)) {
            caller.setContextClassLoader(application);
            executor = Executors.newSingleThreadExecutor();
            ClientAssertionCredential credential = new ClientAssertionCredentialBuilder()
                    .clientId(Stage.CLIENT)
                    .tenantId(Stage.TENANT)
                    .clientAssertion(DuressCases::found)
                    .executorService(executor)
                    .disableInstanceDiscovery()
                    .httpClient(stage.authority)
                    .build();

            assertThat(credential.getTokenSync(Stage.vault())).isNotNull();
            assertThat(stage.authority.field(0, "client_assertion")).isNotEmpty();
        } finally {
            caller.setContextClassLoader(before);
            if (executor != null) {
                executor.shutdownNow();
            }
        }
    }

    @Promise("With the computer's clock a day ahead, the pod's token is still sent")
    public void clockAhead(Stage stage) {
        stage.writeTokenAsIfIssued(Duration.ofDays(1));

        assertThat(builder(stage).build().getTokenSync(Stage.vault())).isNotNull();
        assertThat(stage.authority.tokenRequests()).isEqualTo(1);
    }

    @Promise("An executor that rejects everything does not prevent a token, synchronously")
    public void rejectingExecutor(Stage stage) {
        assertThat(builder(stage).executorService(shutDown()).build().getTokenSync(Stage.vault()))
                .isNotNull();
    }

    @Promise("An executor that rejects everything does not prevent a token, asynchronously")
    public void rejectingExecutorAsync(Stage stage) {
        stage.authority.latency(Duration.ofMillis(200));

        assertThat(builder(stage)
                        .executorService(shutDown())
                        .build()
                        .getToken(Stage.vault())
                        .block(SOON))
                .isNotNull();
    }

    private static String found() {
        return (String) ServiceLoader.load(Supplier.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no service is found"))
                .get();
    }

    private static ExecutorService shutDown() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        executor.shutdown();
        return executor;
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static WorkloadIdentityCredentialBuilder builder(Stage stage) {
        return new WorkloadIdentityCredentialBuilder()
                .configuration(stage.pod())
                .disableInstanceDiscovery()
                .httpClient(stage.authority);
    }
}
