package io.github.wicredential.internal.runtime;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs only when it is its turn. Whoever interrupts or unparks it changes what the scheduler sees, and
 * nothing else, so that the order of the steps is the scheduler's alone.
 */
public final class SimulatedThread extends LibraryThread {

    /** What it is in one simulation. In the next one it may be another thread, since to start one costs more than a life. */
    record Role(Scheduler scheduler, String name, Runnable life, boolean isGuard) {}

    private volatile Role role;

    // Read in real time by the thread itself, so that it can wait for its turn.
    private volatile boolean turn;

    // All below belong to whoever has the turn.
    boolean dies;
    boolean parked;
    boolean stalled;
    boolean permit;
    long wakeAt;

    @Nullable
    BooleanSupplier until;

    private boolean interrupted;

    SimulatedThread(Role role) {
        super(Thread.currentThread().getThreadGroup(), "simulated", () -> {});
        this.role = role;
        setDaemon(true);
    }

    /** Begins another life as if it were new; the last one is over, and the simulation it was in. */
    void become(Role another) {
        role = another;
        dies = false;
        parked = false;
        stalled = false;
        permit = false;
        wakeAt = 0;
        until = null;
        interrupted = false;
        work = null;
        givenUp = false;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // There is nothing to synchronize.
    public void start() {
        role.scheduler.begins(this);
        if (getState() == State.NEW) {
            super.start();
        }
    }

    /** The guard's ends with its life, since the engine looks whether it is alive. */
    @Override
    public void run() {
        do {
            awaitTurn();
            doing(null);
            var unused = Thread.interrupted();
            role.life.run();
        } while (!role.isGuard);
    }

    boolean isGuard() {
        return role.isGuard;
    }

    String label() {
        return role.name;
    }

    @Override
    public String toString() {
        return role.name;
    }

    @Override
    public void interrupt() {
        if (this == currentThread()) {
            super.interrupt();
        } else {
            interrupted = true;
        }
    }

    @Override
    public boolean isInterrupted() {
        return this == currentThread() ? super.isInterrupted() : interrupted;
    }

    /** Whether its work was given up by the engine. */
    public boolean isGivenUp() {
        return givenUp;
    }

    /** Whether it would go on if it had the turn. */
    boolean ready(long now) {
        if (stalled) {
            return wakeAt <= now;
        }
        BooleanSupplier waitsFor = until;
        return !parked || permit || interrupted || wakeAt <= now || (waitsFor != null && waitsFor.getAsBoolean());
    }

    /** Waits for something other than a permit, which is kept. */
    void permitAside(Runnable wait) {
        boolean kept = permit;
        permit = false;
        wait.run();
        permit |= kept;
    }

    void giveTurn() {
        turn = true;
        LockSupport.unpark(this);
    }

    /** Called by the thread itself before it hands the turn on: an interrupt must not end the wait for the next one. */
    void putInterruptAside() {
        if (Thread.interrupted()) {
            interrupted = true;
        }
    }

    void awaitTurn() {
        while (!turn) {
            LockSupport.park(this);
        }
        turn = false;
    }

    void takeInterruptBack() {
        if (interrupted) {
            interrupted = false;
            super.interrupt();
        }
    }
}
