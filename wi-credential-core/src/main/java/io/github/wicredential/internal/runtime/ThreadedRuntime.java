package io.github.wicredential.internal.runtime;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The runtime with real threads: one guard and up to 64 workers, all daemons, all gone when idle. */
final class ThreadedRuntime implements RefreshRuntime {

    private static final int MOST_WORKERS = 64;
    private static final Duration WORKER_IDLE = Duration.ofSeconds(10);
    private static final Duration GUARD_LOOKS = Duration.ofSeconds(15);

    static final ThreadedRuntime SHARED = new ThreadedRuntime(Clocks.SYSTEM);

    private final Clocks clocks;
    private final Guard guard;
    private final ThreadPoolExecutor workers;

    ThreadedRuntime(Clocks clocks) {
        this(clocks, threads("wi-credential-guard"), GUARD_LOOKS, WORKER_IDLE);
    }

    ThreadedRuntime(Clocks clocks, ThreadFactory guardThreads, Duration guardLooks, Duration workerIdle) {
        this.clocks = clocks;
        this.guard = new Guard(clocks, guardThreads, guardLooks);
        this.workers = new ThreadPoolExecutor(
                MOST_WORKERS,
                MOST_WORKERS,
                workerIdle.toNanos(),
                TimeUnit.NANOSECONDS,
                // Bounded by the number of entries: each has at most one flight under way.
                new LinkedBlockingQueue<>(),
                threads("wi-credential-worker"));
        workers.allowCoreThreadTimeOut(true);
    }

    @Override
    public long nanos() {
        return clocks.nanos();
    }

    @Override
    public long millis() {
        return clocks.millis();
    }

    @Override
    public Timer timer(Sleeper target) {
        return guard.ticket(target);
    }

    @Override
    public void execute(Runnable work) {
        workers.execute(work);
    }

    @Override
    public void pause(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
    }

    /** Threads that keep neither the process nor an application's class loader alive. */
    static ThreadFactory threads(String name) {
        AtomicLong count = new AtomicLong();
        return work -> {
            Thread thread = new Thread(null, work, name + "-" + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
    }
}
