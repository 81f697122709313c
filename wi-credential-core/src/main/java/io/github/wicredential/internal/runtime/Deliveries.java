package io.github.wicredential.internal.runtime;

import io.github.wicredential.internal.runtime.RefreshRuntime.Sleeper;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of the application where nothing of the library waits for it.
 *
 * <p>A few threads do as long as the code is quick. While something waits because all are held up, one more is made
 * every few milliseconds, up to a bound. Thread-safe.
 */
final class Deliveries implements Sleeper {

    private static final int FEW = 4;
    private static final int MOST = 256;
    private static final long HELD_UP = TimeUnit.MILLISECONDS.toNanos(5);

    private final Clocks clocks;
    private final OnDemandThreads threads;
    private final Ticket ticket;

    // All below under this object's monitor, within which nobody waits.
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private int busy;
    private long lookAt;

    Deliveries(Clocks clocks, Guard guard, OnDemandThreads threads) {
        this.clocks = clocks;
        this.threads = threads;
        this.ticket = guard.ticket(this);
    }

    void execute(Runnable task) {
        boolean start;
        synchronized (this) {
            queue.addLast(task);
            start = busy < FEW;
            if (start) {
                busy++;
            } else {
                lookAt = clocks.nanos() + HELD_UP;
            }
        }
        if (start ? !serve() : !ticket.update()) {
            // No thread, or no guard to look again: each in place of the other.
            wake();
            var unused = ticket.update();
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
        for (Runnable task = poll(); task != null; task = poll()) {
            try {
                task.run();
            } catch (Throwable ignored) {
                // The application's failure; the next one is not to suffer from it.
            }
            var unused = Thread.interrupted();
        }
    }

    private synchronized @Nullable Runnable poll() {
        Runnable task = queue.pollFirst();
        if (task == null) {
            busy--;
        }
        return task;
    }

    @Override
    public synchronized long nextWake() {
        return queue.isEmpty() ? RefreshRuntime.NEVER : lookAt;
    }

    /** Something has waited for a while: one more thread. */
    @Override
    public void wake() {
        synchronized (this) {
            if (queue.isEmpty() || busy >= MOST) {
                lookAt = clocks.nanos() + 20 * HELD_UP;
                return;
            }
            busy++;
            lookAt = clocks.nanos() + HELD_UP;
        }
        var unused = serve();
    }

    @Override
    public void unguarded() {
        // Whoever hands something over looks after the guard.
    }

    @Override
    public void clockDiverged(long wallAheadNanos) {
        // Waits in running time.
    }
}
