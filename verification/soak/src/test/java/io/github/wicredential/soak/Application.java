package io.github.wicredential.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The application: a process of its own whose callers ask for tokens until its standard input ends. It measures itself
 * and prints a line for each sample, and one for each kind of failure in it.
 */
final class Application {

    static final Duration TIMEOUT = Duration.ofSeconds(5);
    static final int SCOPES = 12;
    private static final int PLATFORM_CALLERS = 8;
    private static final int VIRTUAL_CALLERS = 10_000;

    /** A call of a token that is asked for all the time, or one that needs an answer of Entra's. */
    enum Kind {
        USED,
        COLD
    }

    private final WorkloadIdentity identity =
            WorkloadIdentity.builder().timeout(TIMEOUT).build();
    private final List<TokenSource> sources = new ArrayList<>();
    private final LongAdder calls = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAccumulator longestMillis = new LongAccumulator(Math::max, 0);
    private final Map<String, Long> failures = new ConcurrentHashMap<>();

    public static void main(String[] arguments) throws IOException {
        new Application().run(Integer.parseInt(arguments[0]));
    }

    private void run(int sampleMillis) throws IOException {
        for (int i = 0; i < SCOPES; i++) {
            sources.add(identity.source(TokenRequest.of(scope(i)).withCae(i % 4 == 3)));
        }
        ThreadFactory platform = task -> {
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            return thread;
        };
        for (int i = 0; i < PLATFORM_CALLERS - 2; i++) {
            start(platform, 2, this::askForUsed);
        }
        start(platform, 200, this::askWithNewIdentity);
        start(platform, 1000, this::askAfterRejection);
        ThreadFactory virtual = virtualThreads();
        for (int i = 0; i < VIRTUAL_CALLERS && virtual != null; i++) {
            start(virtual, 20_000, this::askForUsed);
        }
        System.out.println(Runtime.version().feature() + (virtual == null ? "" : ", with 10,000 virtual callers"));
        start(platform, sampleMillis, this::sample);
        while (System.in.read() >= 0) {
            // Whoever has started it closes it, or is no more.
        }
    }

    /** The factory of this runtime; null where there are no virtual threads. */
    private static @Nullable ThreadFactory virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (NoSuchMethodException older) {
            return null;
        } catch (ClassNotFoundException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Repeats it, with a pause that is the given one in the mean. */
    private static void start(ThreadFactory threads, int pauseMillis, Runnable step) {
        threads.newThread(() -> {
                    while (true) {
                        try {
                            TimeUnit.MICROSECONDS.sleep(
                                    pauseMillis * ThreadLocalRandom.current().nextLong(500, 1500));
                        } catch (InterruptedException e) {
                            return;
                        }
                        step.run();
                    }
                })
                .start();
    }

    private static String scope(int number) {
        return "https://resource-" + number + ".example/.default";
    }

    private void askForUsed() {
        int which = ThreadLocalRandom.current().nextInt(SCOPES);
        if (which % 2 == 0) {
            timed(Kind.USED, sources.get(which)::token);
        } else {
            TokenRequest request = TokenRequest.of(scope(which)).withCae(which % 4 == 3);
            timed(Kind.USED, () -> identity.tokenAsync(request).join());
        }
    }

    /** Every second one is forgotten and not closed. */
    @SuppressWarnings("MustBeClosedChecker")
    private void askWithNewIdentity() {
        WorkloadIdentity other = WorkloadIdentity.builder().timeout(TIMEOUT).build();
        timed(Kind.COLD, () -> other.token(scope(0)));
        if (ThreadLocalRandom.current().nextBoolean()) {
            other.close();
        }
    }

    private void askAfterRejection() {
        TokenRequest request = TokenRequest.of(scope(SCOPES));
        AccessToken token = timed(Kind.COLD, () -> identity.token(request));
        if (token != null) {
            identity.invalidate(token);
        }
    }

    private @Nullable AccessToken timed(Kind kind, Supplier<AccessToken> call) {
        long asked = System.currentTimeMillis();
        long begin = System.nanoTime();
        try {
            AccessToken token = call.get();
            if (token.expiresAt().isBefore(Instant.ofEpochMilli(asked))) {
                expired.increment();
            }
            return token;
        } catch (WorkloadIdentityException e) {
            failed(kind, asked, e);
        } catch (CompletionException e) {
            failed(kind, asked, e.getCause() == null ? e : e.getCause());
        } catch (Throwable e) {
            failed(kind, asked, e);
        } finally {
            longestMillis.accumulate(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            calls.increment();
        }
        return null;
    }

    private void failed(Kind kind, long asked, Throwable failure) {
        String name = failure instanceof WorkloadIdentityException
                ? failure.getClass().getSimpleName()
                : failure.toString();
        String key = String.join(
                ";", kind.name(), Long.toString(asked / 1000), Long.toString(System.currentTimeMillis() / 1000), name);
        failures.merge(key, 1L, Long::sum);
    }

    private void sample() {
        System.gc();
        for (String key : List.copyOf(failures.keySet())) {
            System.out.println("failed;" + key + ';' + failures.remove(key));
        }
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println("sample;" + System.currentTimeMillis() + ';'
                + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + ';'
                + ManagementFactory.getThreadMXBean().getThreadCount() + ';'
                + system.getOpenFileDescriptorCount() + ';' + calls.sumThenReset() + ';'
                + longestMillis.getThenReset() + ';' + expired.sumThenReset());
    }
}
