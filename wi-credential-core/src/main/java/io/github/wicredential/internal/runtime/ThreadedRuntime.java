package io.github.wicredential.internal.runtime;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The runtime with real threads: a guard, workers, and those that call the application; daemons that end when idle. */
class ThreadedRuntime implements RefreshRuntime {

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration GUARD_LOOKS = Duration.ofSeconds(15);
    private static final Duration GUARD_LOOKS_AT_SET_CLOCK = Duration.ofMillis(100);

    static final ThreadedRuntime SHARED = new ThreadedRuntime(Clocks.SYSTEM);

    private final Clocks clocks;
    private final Pulse pulse;
    private final Guard guard;
    private final Workers workers;
    private final Deliveries results;
    private final Deliveries late;
    private final Deliveries news;

    ThreadedRuntime(Clocks clocks) {
        this(clocks, clocks.threads("wi-credential-guard"), GUARD_LOOKS, IDLE);
    }

    ThreadedRuntime(Clocks clocks, ThreadFactory guardThreads, Duration guardLooks, Duration idle) {
        this.clocks = clocks;
        this.pulse = new Pulse(clocks::nanos);
        this.guard = new Guard(clocks, guardThreads, pulse, guardLooks);
        this.workers = new Workers(clocks, guard, threads(clocks, "wi-credential-worker", idle));
        OnDemandThreads deliverers = threads(clocks, "wi-credential-delivery", idle);
        this.results = new Deliveries(clocks, guard, deliverers);
        this.late = new Deliveries(clocks, guard, deliverers);
        this.news = new Deliveries(clocks, guard, threads(clocks, "wi-credential-listener", idle));
    }

    static RefreshRuntime withWallClock(InstantSource clock) {
        Clocks clocks = new Clocks() {
            @Override
            public long nanos() {
                return Clocks.SYSTEM.nanos();
            }

            @Override
            public long millis() {
                // Rounded up, so that a clock which is set to the time of a token has reached it.
                return clock.instant().plusNanos(999_999).toEpochMilli();
            }
        };
        Pulse silent = new Pulse(clocks::nanos);
        return new ThreadedRuntime(
                clocks, LibraryThread.factory("wi-credential-guard"), GUARD_LOOKS_AT_SET_CLOCK, IDLE) {
            @Override
            public Pulse pulse() {
                return silent;
            }
        };
    }

    private static OnDemandThreads threads(Clocks clocks, String name, Duration idle) {
        return new OnDemandThreads(clocks, clocks.threads(name), idle.toNanos());
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
    public Pulse pulse() {
        return pulse;
    }

    @Override
    public Timer timer(Wakeable target) {
        return guard.schedule(target);
    }

    @Override
    public void execute(Object owner, Runnable work) {
        workers.execute(owner, work);
    }

    @Override
    public @Nullable Doing giveUp(Thread worker) {
        return workers.giveUp(worker);
    }

    @Override
    public Timer after(long nanos, Runnable next) {
        Pause pause = new Pause(nanos() + nanos, next);
        if (!pause.update()) {
            // If not even this, whoever next needs a thread or the guard sees to it.
            var unused = pause.hasThread();
        }
        return pause;
    }

    @Override
    public void deliver(Object owner, Runnable task) {
        results.execute(owner, task);
    }

    @Override
    public void timeOut(Object owner, Runnable task) {
        late.execute(owner, task);
    }

    @Override
    public void tell(Runnable task) {
        // Each credential tells one thing at a time.
        news.execute(task, task);
    }

    @Override
    public void release() {
        guard.release();
    }

    private final class Pause implements Wakeable, Timer {

        private final ScheduledWake wake = guard.schedule(this);
        private final long end;
        private final Runnable next;

        // Written by the guard, or by whoever stands in for it.
        private boolean over;

        Pause(long end, Runnable next) {
            this.end = end;
            this.next = next;
        }

        private synchronized boolean ends() {
            boolean first = !over;
            over = true;
            return first;
        }

        @Override
        public boolean update() {
            return wake.update();
        }

        @Override
        public void cancel() {
            var unused = ends();
            wake.cancel();
        }

        @Override
        public synchronized long nextWake() {
            return over ? NEVER : end;
        }

        @Override
        public void wake() {
            if (nanos() >= end && ends()) {
                next.run();
            }
        }

        @Override
        public void unguarded() {
            if (!hasThread()) {
                throw new RejectedExecutionException("no thread, and no guard");
            }
        }

        /** Without a guard a thread has to sleep, if there is one. */
        private boolean hasThread() {
            return results.execute(guard, () -> {
                for (long left = end - nanos();
                        left > 0 && !Thread.currentThread().isInterrupted();
                        left = end - nanos()) {
                    clocks.park(this, left);
                }
                if (ends()) {
                    next.run();
                }
            });
        }
    }
}
