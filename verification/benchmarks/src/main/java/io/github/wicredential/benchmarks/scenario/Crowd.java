package io.github.wicredential.benchmarks.scenario;

import io.github.wicredential.benchmarks.subject.Authority;
import io.github.wicredential.benchmarks.subject.Authority.Terms;
import io.github.wicredential.benchmarks.subject.Library;
import io.github.wicredential.benchmarks.subject.Pod;
import io.github.wicredential.benchmarks.subject.Subject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Many threads on few cores ask for a cached token without a pause: does a lock stop them? */
public final class Crowd {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private Crowd() {}

    /**
     * Runs it.
     *
     * @param library whose credential
     * @param threads how many callers
     * @param length how long
     * @return calls, and stops (how often a caller parked or stood before a monitor)
     * @throws Exception if no token is obtained
     */
    public static Figures run(Library library, int threads, Duration length) throws Exception {
        try (Subject subject = library.subject(Pod.create(), new Authority(Terms.lasting()))) {
            subject.token(SCOPE);
            AtomicLong calls = new AtomicLong();
            AtomicLong stops = new AtomicLong();
            List<Thread> all = new ArrayList<>();
            CountDownLatch start = new CountDownLatch(1);
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> ask(subject, start, length, calls, stops), "caller-" + i);
                thread.setDaemon(true);
                thread.start();
                all.add(thread);
            }
            start.countDown();
            for (Thread thread : all) {
                thread.join(length.plusSeconds(30).toMillis());
            }
            return new Figures().count("calls", calls.get()).count("stops", stops.get());
        }
    }

    private static void ask(
            Subject subject, CountDownLatch start, Duration length, AtomicLong calls, AtomicLong stops) {
        try {
            start.await();
            // What the classes' loading and linking cost is not of interest.
            subject.token(SCOPE);
            long before = stops();
            long count = 0;
            for (long end = System.nanoTime() + length.toNanos(); System.nanoTime() - end < 0; count++) {
                subject.token(SCOPE);
            }
            stops.addAndGet(stops() - before);
            calls.addAndGet(count);
        } catch (Exception e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long stops() {
        ThreadInfo info = ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId());
        return info.getBlockedCount() + info.getWaitedCount();
    }
}
