package io.github.wicredential.internal.cache;

import io.github.wicredential.internal.runtime.Doing;
import io.github.wicredential.internal.runtime.Pulse;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A runtime that a test turns by hand, on the test's own thread. Work runs at once unless it is held back; time passes
 * only in {@link #advance} and in the pauses of workers.
 */
public final class VirtualRuntime implements RefreshRuntime {

    private static final long LOOK = TimeUnit.SECONDS.toNanos(15);
    private static final long DIVERGENCE = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST_LOOKS_AT_ONE_TIME = 1000;

    private final List<VirtualTimer> timers = new ArrayList<>();
    private final Deque<Runnable> heldBack = new ArrayDeque<>();
    private long nanos = TimeUnit.HOURS.toNanos(1);
    private long wallAtOrigin;
    private long seenNanos = nanos;
    private long seenMillis;
    private final Deque<Runnable> heldPauses = new ArrayDeque<>();
    private boolean holding;
    private boolean holdingPauses;
    private int reads;

    private final Pulse pulse = new Pulse(this::now);

    /** Whether a guard stands by. */
    boolean guarded = true;

    /** What goes wrong when a timer is set the next time, and once only. */
    @Nullable
    Error brokenTimer;

    /** Why no workers are to be had, if so. */
    @Nullable
    RejectedExecutionException rejection;

    /** What workers do that are given up. */
    @Nullable
    Doing doing;

    /** What happens while a worker pauses. */
    Runnable beforePause = () -> {};

    /** A runtime that begins on a day of 2026. */
    public VirtualRuntime() {
        this(Instant.ofEpochSecond(1_790_000_000));
    }

    /** A runtime that begins at an instant, for tests with peers that have clocks of their own. */
    public VirtualRuntime(Instant begin) {
        wallAtOrigin = begin.toEpochMilli() - TimeUnit.NANOSECONDS.toMillis(nanos);
        seenMillis = wall();
        pulse.beat();
    }

    @Override
    public long nanos() {
        reads++;
        return nanos;
    }

    @Override
    public long millis() {
        reads++;
        return wall();
    }

    private long wall() {
        return wallAtOrigin + TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** Running time, not counted as a look at the clock. */
    public long now() {
        return nanos;
    }

    /** Wall time, not counted as a look at the clock. */
    public Instant wallTime() {
        return Instant.ofEpochMilli(wall());
    }

    /** How often either clock was read so far. */
    public int clockReads() {
        return reads;
    }

    @Override
    public Timer timer(Wakeable target) {
        VirtualTimer timer = new VirtualTimer(target);
        timers.add(timer);
        return timer;
    }

    @Override
    public Pulse pulse() {
        return pulse;
    }

    @Override
    public void execute(Object owner, Runnable work) {
        if (rejection != null) {
            throw rejection;
        }
        if (holding) {
            heldBack.add(work);
        } else {
            work.run();
        }
    }

    @Override
    public @Nullable Doing giveUp(Thread worker) {
        return doing;
    }

    @Override
    public Timer after(long duration, Runnable next) {
        beforePause.run();
        if (holdingPauses) {
            heldPauses.add(next);
        } else {
            nanos += duration;
            next.run();
        }
        return new Timer() {
            @Override
            public boolean update() {
                return guarded;
            }

            @Override
            public void cancel() {
                heldPauses.remove(next);
            }
        };
    }

    @Override
    public void deliver(Object owner, Runnable task) {
        task.run();
    }

    @Override
    public void timeOut(Object owner, Runnable task) {
        task.run();
    }

    @Override
    public void tell(Runnable task) {
        task.run();
    }

    @Override
    public void release() {
        // The guard of a test stays.
    }

    /** From now on pauses do not end. */
    void holdPauses() {
        holdingPauses = true;
    }

    /** How many pauses have begun and not ended. */
    int heldPauses() {
        return heldPauses.size();
    }

    /** The first of them ends. */
    void endPause() {
        heldPauses.remove().run();
    }

    /** From now on work waits for {@link #runHeldBack}. */
    public void holdBack() {
        holding = true;
    }

    public int heldBack() {
        return heldBack.size();
    }

    /** Runs the first of what waits. */
    void runOne() {
        Runnable work = heldBack.poll();
        if (work != null) {
            work.run();
        }
    }

    /** Runs what waits, in order, and goes on running work at once. */
    public void runHeldBack() {
        holding = false;
        for (Runnable work = heldBack.poll(); work != null; work = heldBack.poll()) {
            work.run();
        }
    }

    /** Lets time pass; the guard wakes whoever is due. */
    public void advance(Duration duration) {
        long end = nanos + duration.toNanos();
        int looks = 0;
        while (nanos < end) {
            Optional<VirtualTimer> first = timers.stream()
                    .filter(t -> guarded && t.wakeAt != NEVER)
                    .min(Comparator.comparingLong((VirtualTimer t) -> t.wakeAt));
            long next = Math.min(end, nanos + LOOK);
            if (first.isPresent()) {
                next = Math.min(next, Math.max(nanos, first.get().wakeAt));
            }
            looks = next > nanos ? 0 : looks + 1;
            if (looks > MOST_LOOKS_AT_ONE_TIME) {
                throw new AssertionError("The guard is woken without end at one and the same time.");
            }
            nanos = next;
            guardLooks();
        }
        guardLooks();
    }

    /** The wall clock is set. */
    public void setWallClock(Duration step) {
        wallAtOrigin += step.toMillis();
    }

    /** The machine sleeps: running time stands still. */
    public void suspend(Duration duration) {
        wallAtOrigin += duration.toMillis();
    }

    private void guardLooks() {
        if (!guarded) {
            return;
        }
        pulse.beat();
        long wallAhead = TimeUnit.MILLISECONDS.toNanos(wall() - seenMillis) - (nanos - seenNanos);
        seenNanos = nanos;
        seenMillis = wall();
        boolean diverged = Math.abs(wallAhead) > DIVERGENCE;
        for (VirtualTimer timer : List.copyOf(timers)) {
            if (diverged) {
                timer.target.clockDiverged(wallAhead);
            }
            if (diverged || timer.wakeAt <= nanos) {
                timer.target.wake();
                timer.update();
            }
        }
    }

    /** The guard dies. */
    public void killGuard() {
        guarded = false;
        pulse.stop();
        List.copyOf(timers).forEach(t -> t.target.unguarded());
    }

    /** How many timers are set. */
    public long timersSet() {
        return timers.stream().filter(t -> t.wakeAt != NEVER).count();
    }

    private final class VirtualTimer implements Timer {

        private final Wakeable target;
        private long wakeAt = NEVER;
        private boolean cancelled;

        VirtualTimer(Wakeable target) {
            this.target = target;
        }

        @Override
        public boolean update() {
            Error broken = brokenTimer;
            if (broken != null) {
                brokenTimer = null;
                throw broken;
            }
            wakeAt = cancelled ? NEVER : target.nextWake();
            if (guarded) {
                pulse.beat();
            } else {
                pulse.stop();
            }
            return guarded;
        }

        @Override
        public void cancel() {
            cancelled = true;
            wakeAt = NEVER;
            timers.remove(this);
        }
    }
}
