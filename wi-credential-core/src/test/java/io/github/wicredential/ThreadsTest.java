package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.wicredential.internal.runtime.RefreshRuntime;
import io.github.wicredential.internal.runtime.TestRuntimes;
import io.github.wicredential.internal.runtime.Within;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The library's threads: few, daemons, gone when idle, in nobody's way. */
class ThreadsTest {

    private static final int MOST_WORKERS = 64;

    /** Those of other tests are not counted. */
    private final Set<Thread> before = ours();

    private static Set<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t ->
                        t.getName().startsWith("wi-credential") || t.getName().startsWith("impatient"))
                .collect(Collectors.toSet());
    }

    private Set<Thread> made() {
        Set<Thread> now = new HashSet<>(ours());
        now.removeAll(before);
        return now;
    }

    @Test
    void buildingACredentialStartsNoThreadAndSendsNothing() {
        CannedTransport transport = new CannedTransport();

        WorkloadIdentity identity = CannedTransport.on(TestRuntimes.impatient(), transport);
        identity.source("https://vault.azure.net/.default");

        assertThat(made()).isEmpty();
        assertThat(transport.count()).isZero();
    }

    @Test
    void threadsAreDaemonsWithoutAContextClassLoader() throws Exception {
        List<Thread> seen = new ArrayList<>();
        WorkloadIdentity identity = CannedTransport.on(TestRuntimes.impatient(), request -> {
            seen.addAll(made());
            return new CannedTransport().post(request);
        });

        identity.token("https://vault.azure.net/.default");

        assertThat(seen).isNotEmpty().allMatch(Thread::isDaemon).allMatch(t -> t.getContextClassLoader() == null);
    }

    @Test
    void thereAreNeverMoreThanOneGuardAndSixtyFourWorkersAndAllOfThemGo() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        WorkloadIdentity identity = CannedTransport.on(TestRuntimes.impatient(), request -> {
            atOnce.incrementAndGet();
            try {
                assertThat(answer.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return new TokenTransport.Response(200, Map.of(), "{\"access_token\":\"t\",\"expires_in\":3600}");
        });
        List<CompletableFuture<AccessToken>> callers = new ArrayList<>();
        for (int i = 0; i < 3 * MOST_WORKERS; i++) {
            callers.add(identity.tokenAsync("https://resource" + i + ".example/.default"));
        }

        Within.aWhile("all workers are busy", () -> atOnce.get() == MOST_WORKERS);
        assertThat(made()).hasSize(1 + MOST_WORKERS);
        answer.countDown();

        for (CompletableFuture<AccessToken> caller : callers) {
            assertThat(caller.get(20, TimeUnit.SECONDS).value()).isEqualTo("t");
        }
        Within.aWhile("the workers have gone, the guard stays", () -> made().size() == 1);
        identity.close();
        Within.aWhile("the guard has gone", () -> made().isEmpty());
    }

    @Test
    void tenThousandCredentialsThatWereDroppedUnclosedLeaveNothing() {
        RefreshRuntime runtime = TestRuntimes.impatient();
        CannedTransport transport = new CannedTransport();
        List<WeakReference<WorkloadIdentity>> dropped = new ArrayList<>();
        int most = 0;
        for (int i = 0; i < 10_000; i++) {
            WorkloadIdentity identity = CannedTransport.on(runtime, transport);
            identity.token("https://vault.azure.net/.default");
            dropped.add(new WeakReference<>(identity));
            most = i % 1_000 == 0 ? Math.max(most, made().size()) : most;
        }

        assertThat(transport.count()).isEqualTo(10_000);
        assertThat(most).isBetween(1, 1 + MOST_WORKERS);
        Within.aWhile("all threads have gone", () -> {
            System.gc();
            return made().isEmpty();
        });
        assertThat(dropped).allMatch(credential -> credential.get() == null);
    }

    @Test
    void theClassLoaderOfAnUnclosedCredentialCanBeCollected() throws Exception {
        String output = ForkedJvm.run(CollectableMain.class, "-Xmx64m", "-XX:SoftRefLRUPolicyMSPerMB=0");

        assertThat(output).contains("collected=true threads=0");
    }

    @Test
    void sixtyFourVirtualThreadsOnOneCarrierGetTheirTokens() throws Exception {
        int java = Runtime.version().feature();
        assumeTrue(java >= 21, "Virtual threads need Java 21 or later; these tests run on Java " + java + ".");

        String output = ForkedJvm.run(
                VirtualThreadsMain.class,
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1");

        assertThat(output).contains("completed=true tokens=4 requests=4");
    }
}
