package io.github.wicredential.internal.runtime;

import io.github.wicredential.internal.runtime.RefreshRuntime.Wakeable;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs application code where nothing in the library waits for it.
 *
 * <p>A few threads suffice as long as the code is quick. While something waits because all of them are held up, one
 * more is created every few milliseconds, up to a limit. Owners take turns. An owner gets another thread only while
 * more are free than it holds, and half of them are reserved for owners that hold none: an owner whose code is held
 * up delays only itself. Thread-safe.
 */
final class Deliveries implements Wakeable {

    private static final int FEW = 4;
    private static final int MOST = 256;
    private static final int SHARED = MOST / 2;
    private static final long HELD_UP = TimeUnit.MILLISECONDS.toNanos(5);

    private final Clocks clocks;
    private final OnDemandThreads threads;
    private final ScheduledWake wake;

    // All below under this object's monitor, within which nobody waits.
    private final IdentityHashMap<Object, Lane> lanes = new IdentityHashMap<>();
    private final ArrayDeque<Lane> turns = new ArrayDeque<>();
    private int busy;
    private int running;
    private long lookAt;

    Deliveries(Clocks clocks, Guard guard, OnDemandThreads threads) {
        this.clocks = clocks;
        this.threads = threads;
        this.wake = guard.schedule(this);
    }

    /** What one owner holds and waits for. */
    private static final class Lane {

        final Object owner;
        final ArrayDeque<Job> jobs = new ArrayDeque<>();
        boolean takesTurns;
        int running;

        Lane(Object owner) {
            this.owner = owner;
        }
    }

    private record Job(Lane lane, Runnable task) {}

    /** Runs it on a thread that is free, or soon. Whether somebody sees to it: such a thread, or the guard. */
    boolean execute(Object owner, Runnable task) {
        boolean start;
        synchronized (this) {
            long soon = clocks.nanos() + HELD_UP;
            // Whoever waits already must not wait longer because others come.
            lookAt = turns.isEmpty() ? soon : Math.min(lookAt, soon);
            queue(owner, task);
            start = busy < FEW;
            if (start) {
                busy++;
            }
        }
        if (start ? serve() : wake.update()) {
            return true;
        }
        // No thread, or no guard to look again: each in place of the other.
        boolean served = serveWaiting();
        return wake.update() || served;
    }

    private void queue(Object owner, Runnable task) {
        Lane lane = lanes.computeIfAbsent(owner, Lane::new);
        try {
            if (!lane.takesTurns) {
                turns.addLast(lane);
                lane.takesTurns = true;
            }
            lane.jobs.addLast(new Job(lane, task));
        } finally {
            forgetIfUnused(lane);
        }
    }

    private boolean serve() {
        try {
            threads.run(this::drain);
            return true;
        } catch (Throwable refused) {
            synchronized (this) {
                busy--;
                lookAt = clocks.nanos() + 20 * HELD_UP;
            }
            return false;
        }
    }

    private void drain() {
        for (Job job = next(null); job != null; job = next(job)) {
            try {
                job.task.run();
            } catch (Throwable ignored) {
                // The application's failure; the next one is not to suffer from it.
            }
            var unused = Thread.interrupted();
        }
    }

    /** What this thread runs after a job: the first of the next owner that may. */
    private synchronized @Nullable Job next(@Nullable Job done) {
        if (done != null) {
            done.lane.running--;
            running--;
            forgetIfUnused(done.lane);
        }
        for (int left = turns.size(); left > 0; left--) {
            Lane lane = turns.removeFirst();
            if (lane.jobs.isEmpty()) {
                lane.takesTurns = false;
                forgetIfUnused(lane);
                continue;
            }
            Job job = mayRun(lane) ? lane.jobs.removeFirst() : null;
            lane.takesTurns = !lane.jobs.isEmpty();
            if (lane.takesTurns) {
                turns.addLast(lane);
            }
            if (job != null) {
                lane.running++;
                running++;
                return job;
            }
        }
        busy--;
        return null;
    }

    private boolean mayRun(Lane lane) {
        return lane.running == 0 || lane.running < SHARED - running;
    }

    private void forgetIfUnused(Lane lane) {
        if (lane.running == 0 && !lane.takesTurns) {
            lanes.remove(lane.owner);
        }
    }

    private boolean anyMayRun() {
        for (Lane lane : turns) {
            if (!lane.jobs.isEmpty() && mayRun(lane)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized long nextWake() {
        return turns.isEmpty() ? RefreshRuntime.NEVER : lookAt;
    }

    @Override
    public void wake() {
        var unused = serveWaiting();
    }

    /** Something has waited for a while: one more thread. */
    private boolean serveWaiting() {
        synchronized (this) {
            if (busy >= MOST || !anyMayRun()) {
                lookAt = clocks.nanos() + 20 * HELD_UP;
                return false;
            }
            busy++;
            lookAt = clocks.nanos() + HELD_UP;
        }
        return serve();
    }

    @Override
    public void unguarded() {
        // Whoever hands something over looks after the guard.
    }
}
