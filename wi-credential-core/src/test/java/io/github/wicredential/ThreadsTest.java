package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.wicredential.internal.runtime.RefreshRuntime;
import io.github.wicredential.internal.runtime.TestRuntimes;
import io.github.wicredential.internal.runtime.Within;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
    @SuppressWarnings("ThreadPriorityCheck") // It is what must not be inherited.
    void threadsInheritNothingOfTheCallerThatCausedThem() throws Exception {
        List<Thread> seen = new CopyOnWriteArrayList<>();
        InheritableThreadLocal<String> callers = new InheritableThreadLocal<>();
        List<String> inherited = new CopyOnWriteArrayList<>();
        WorkloadIdentityBuilder builder = CannedTransport.credential()
                .listener(event -> seen.add(Thread.currentThread()))
                .transport(request -> {
                    inherited.add(String.valueOf(callers.get()));
                    seen.addAll(made());
                    return new CannedTransport().post(request);
                });
        WorkloadIdentity identity =
                CannedTransport.on(builder, TestRuntimes.impatient()).build();
        FutureTask<Boolean> asking = new FutureTask<>(() -> {
            callers.set("the caller's");
            return identity.tokenAsync("https://vault.azure.net/.default")
                    .thenApply(token -> seen.add(Thread.currentThread()))
                    .get(20, TimeUnit.SECONDS);
        });
        ThreadGroup group = new ThreadGroup("application");
        Thread caller = new Thread(group, asking);
        caller.setPriority(Thread.MIN_PRIORITY);
        caller.start();

        assertThat(asking.get(20, TimeUnit.SECONDS)).isTrue();

        Within.aWhile("all kinds were seen", () -> kinds(seen).size() == 4);
        assertThat(inherited).containsOnly("null");
        assertThat(seen)
                .allMatch(thread -> thread.getPriority() == Thread.NORM_PRIORITY)
                .allMatch(thread -> thread.getThreadGroup() == null
                        || thread.getThreadGroup().getParent() == null);
    }

    private static Set<String> kinds(List<Thread> threads) {
        return threads.stream()
                .map(thread -> thread.getName().replaceAll("-[0-9]+$", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void theClassLoaderOfTheFirstCallerCanBeCollectedWhileTheThreadsLive() throws Exception {
        RefreshRuntime runtime = TestRuntimes.impatient();
        WorkloadIdentity identity = CannedTransport.on(runtime, new CannedTransport());

        WeakReference<ClassLoader> first = callFromAnotherClassLoader(identity);

        Within.aWhile("the first caller is collected", () -> {
            System.gc();
            return first.get() == null;
        });
        assertThat(made()).as("the guard lives").isNotEmpty();
        identity.close();
    }

    private static WeakReference<ClassLoader> callFromAnotherClassLoader(WorkloadIdentity identity) throws Exception {
        URL tests = ThreadsTest.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader shared = new ClassLoader(ThreadsTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.equals(FirstCaller.class.getName())) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        URLClassLoader war = new URLClassLoader(new URL[] {tests}, shared);
        Object caller = war.loadClass(FirstCaller.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        if (caller.getClass().getClassLoader() != war) {
            throw new IllegalStateException("The caller was not loaded anew.");
        }
        @SuppressWarnings("unchecked")
        Consumer<WorkloadIdentity> calls = (Consumer<WorkloadIdentity>) caller;
        calls.accept(identity);
        return new WeakReference<>(war);
    }

    @Test
    void thereAreNeverMoreThanOneGuardAndSixtyFourWorkersAndAllOfThemGo() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        RefreshRuntime runtime = TestRuntimes.impatient();
        TokenTransport slow = request -> {
            atOnce.incrementAndGet();
            try {
                assertThat(answer.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return TokenTransport.Response.of(200, Map.of(), "{\"access_token\":\"t\",\"expires_in\":3600}");
        };
        List<WorkloadIdentity> identities = new ArrayList<>();
        List<CompletableFuture<AccessToken>> callers = new ArrayList<>();
        for (int i = 0; i < MOST_WORKERS; i++) {
            identities.add(CannedTransport.on(runtime, slow));
        }
        for (int i = 0; i < 3 * MOST_WORKERS; i++) {
            callers.add(identities.get(i % MOST_WORKERS).tokenAsync("https://resource" + i + ".example/.default"));
        }

        Within.aWhile("all workers are busy", () -> atOnce.get() == MOST_WORKERS);
        assertThat(made()).hasSize(1 + MOST_WORKERS);
        answer.countDown();

        for (CompletableFuture<AccessToken> caller : callers) {
            assertThat(caller.get(20, TimeUnit.SECONDS).value()).isEqualTo("t");
        }
        Within.aWhile("the workers have gone, the guard stays", () -> made().size() == 1);
        identities.forEach(WorkloadIdentity::close);
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
