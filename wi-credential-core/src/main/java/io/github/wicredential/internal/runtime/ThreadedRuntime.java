package io.github.wicredential.internal.runtime;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The runtime with real threads: one guard and up to 64 workers, all daemons, all gone when idle. */
final class ThreadedRuntime implements RefreshRuntime {

    static final ThreadedRuntime SHARED = new ThreadedRuntime(Clocks.SYSTEM);

    private static final int MOST_WORKERS = 64;
    private static final long WORKER_IDLE_SECONDS = 10;

    private final Clocks clocks;
    private final Guard guard;
    private final ThreadPoolExecutor workers;

    ThreadedRuntime(Clocks clocks) {
        this(clocks, threads("wi-credential-guard"));
    }

    ThreadedRuntime(Clocks clocks, ThreadFactory guardThreads) {
        this.clocks = clocks;
        this.guard = new Guard(clocks, guardThreads);
        this.workers = new ThreadPoolExecutor(
                MOST_WORKERS,
                MOST_WORKERS,
                WORKER_IDLE_SECONDS,
                TimeUnit.SECONDS,
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
    private static ThreadFactory threads(String name) {
        AtomicLong count = new AtomicLong();
        return work -> {
            Thread thread = new Thread(null, work, name + "-" + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
    }
}
