package io.github.wicredential.internal.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The real runtime, guard, workers and deliveries, on simulated threads and clocks. Each call is a place where the
 * scheduler may let somebody else go on, unless a lock of the engine is held there, and where memory may be missing, if
 * the call needs some.
 */
public final class SimulatedRuntime implements RefreshRuntime {

    private final Scheduler scheduler;
    private final ThreadedRuntime real;

    // The guard holds on to nobody; nor may a simulation depend on when garbage is collected.
    private final List<Wakeable> kept = new ArrayList<>();

    /** A runtime for one simulation. */
    public SimulatedRuntime(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.real = new ThreadedRuntime(scheduler);
    }

    @Override
    public long nanos() {
        scheduler.mayYield();
        return real.nanos();
    }

    @Override
    public long millis() {
        scheduler.mayYield();
        return real.millis();
    }

    @Override
    public Pulse pulse() {
        return real.pulse();
    }

    @Override
    public Timer timer(Wakeable target) {
        // Also called under the lock of the entries.
        scheduler.needMemory();
        Wakeable cut = new Steps(target, scheduler);
        kept.add(cut);
        return new Yielding(real.timer(cut), scheduler);
    }

    @Override
    public void execute(Object owner, Runnable work) {
        scheduler.mayYield();
        scheduler.needMemory();
        real.execute(owner, work);
        scheduler.mayYield();
    }

    @Override
    public @Nullable Doing giveUp(Thread worker) {
        // Called under the flight's lock.
        return real.giveUp(worker);
    }

    @Override
    public Timer after(long nanos, Runnable next) {
        scheduler.mayYield();
        scheduler.needMemory();
        Timer pause = real.after(nanos, next);
        kept.add((Wakeable) pause);
        scheduler.mayYield();
        return pause;
    }

    @Override
    public void deliver(Object owner, Runnable task) {
        scheduler.mayYield();
        scheduler.needMemory();
        real.deliver(owner, task);
        scheduler.mayYield();
    }

    @Override
    public void timeOut(Object owner, Runnable task) {
        scheduler.mayYield();
        scheduler.needMemory();
        real.timeOut(owner, task);
        scheduler.mayYield();
    }

    @Override
    public void tell(Runnable task) {
        scheduler.mayYield();
        scheduler.needMemory();
        real.tell(task);
        scheduler.mayYield();
    }

    @Override
    public <T> T await(CompletableFuture<T> result, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        scheduler.mayYield();
        boolean done = scheduler.await(result::isDone, nanos);
        if (!done && Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!done) {
            throw new TimeoutException();
        }
        return result.get();
    }

    @Override
    public void unguardedAfter(long nanos, Runnable next) {
        scheduler.needMemory();
        scheduler.spawn("jdk-timer", () -> {
            scheduler.sleep(nanos);
            try {
                next.run();
            } catch (OutOfMemoryError full) {
                // As in the JDK: the future holds it, and nobody looks.
            }
        });
    }

    @Override
    public void release() {
        real.release();
    }

    private record Yielding(Timer real, Scheduler scheduler) implements Timer {

        @Override
        public boolean update() {
            scheduler.mayYield();
            boolean guarded = real.update();
            scheduler.mayYield();
            return guarded;
        }

        @Override
        public void cancel() {
            real.cancel();
        }
    }

    private record Steps(Wakeable target, Scheduler scheduler) implements Wakeable {

        /** Asked under the guard's lock. */
        @Override
        public long nextWake() {
            return scheduler.quietly(target::nextWake);
        }

        @Override
        public void wake() {
            target.wake();
        }

        @Override
        public void unguarded() {
            target.unguarded();
        }

        @Override
        public void clockDiverged(long wallAheadNanos) {
            target.clockDiverged(wallAheadNanos);
        }
    }
}
