package io.github.wicredential.internal.runtime;

import java.util.ArrayDeque;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Threads that are created when there is work and none is idle, and end after being idle for a while. The one that
 * became idle last is used first, so that the others can end. The caller limits their number.
 */
final class OnDemandThreads {

    private final Clocks clocks;
    private final ThreadFactory factory;
    private final long idleNanos;

    // Under its own monitor.
    private final ArrayDeque<Idler> idle = new ArrayDeque<>();

    OnDemandThreads(Clocks clocks, ThreadFactory factory, long idleNanos) {
        this.clocks = clocks;
        this.factory = factory;
        this.idleNanos = idleNanos;
    }

    /** Runs work on a thread that does nothing else meanwhile; throws if none can be created. */
    void run(Runnable work) {
        Idler free;
        synchronized (idle) {
            free = idle.pollLast();
            if (free != null) {
                free.work = work;
            }
        }
        if (free != null) {
            clocks.unpark(free.thread);
        } else {
            factory.newThread(() -> live(work)).start();
        }
    }

    private void live(Runnable first) {
        for (Runnable work = first; work != null; work = await()) {
            try {
                work.run();
            } catch (Throwable ignored) {
                // Whoever gave the work sees to its failures; the thread is for others too.
            }
        }
    }

    private @Nullable Runnable await() {
        var unused = Thread.interrupted();
        Idler self = new Idler(Thread.currentThread());
        synchronized (idle) {
            idle.addLast(self);
        }
        long since = clocks.nanos();
        while (true) {
            long left = idleNanos - (clocks.nanos() - since);
            if (left > 0 && self.work == null) {
                clocks.park(this, left);
            }
            synchronized (idle) {
                if (self.work != null) {
                    return self.work;
                }
                if (left <= 0 || Thread.interrupted()) {
                    idle.remove(self);
                    return null;
                }
            }
        }
    }

    private static final class Idler {

        final Thread thread;
        volatile @Nullable Runnable work;

        Idler(Thread thread) {
            this.thread = thread;
        }
    }
}
