package io.github.wicredential.benchmarks.scenario;

import io.github.wicredential.benchmarks.subject.Authority;
import io.github.wicredential.benchmarks.subject.Library;
import io.github.wicredential.benchmarks.subject.Pod;
import io.github.wicredential.benchmarks.subject.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Many threads ask a credential that has no token yet, all at once. */
public final class Stampede {

    private static final int WARM = 200;
    private static final int STACK = 256 * 1024;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Stampede() {}

    /**
     * Runs it, and the same threads without a token call beside it.
     *
     * @param library whose credential
     * @param threads how many callers
     * @param scopes how many scopes they ask for
     * @param latency of the authority
     * @return requests, failed (calls), done and control (milliseconds)
     */
    public static Figures run(Library library, int threads, int scopes, Duration latency) {
        // Loads the classes and compiles what is hot; otherwise the JVM's own start would be measured.
        rush(library, WARM, 2, Duration.ofMillis(1));
        double control = millis(threads, index -> {});
        return rush(library, threads, scopes, latency).put("control", control);
    }

    private static Figures rush(Library library, int threads, int scopes, Duration latency) {
        Authority authority = new Authority(Authority.Terms.lasting().withLatency(latency));
        AtomicInteger failed = new AtomicInteger();
        try (Subject subject = library.subject(Pod.create(), authority)) {
            double done = millis(threads, index -> {
                try {
                    subject.token("https://resource-" + index % scopes + ".example/.default");
                } catch (Exception e) {
                    failed.incrementAndGet();
                }
            });
            return new Figures()
                    .count("requests", authority.requests())
                    .count("failed", failed.get())
                    .put("done", done);
        }
    }

    /** From the start of the first thread to the end of the last. */
    private static double millis(int threads, IntConsumer work) {
        CountDownLatch done = new CountDownLatch(threads);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int index = i;
            Thread thread = new Thread(
                    null,
                    () -> {
                        work.accept(index);
                        done.countDown();
                    },
                    "caller-" + i,
                    STACK);
            thread.setDaemon(true);
            all.add(thread);
        }
        long begin = System.nanoTime();
        all.forEach(Thread::start);
        try {
            if (!done.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                return Double.POSITIVE_INFINITY;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return (System.nanoTime() - begin) / 1e6;
    }
}
