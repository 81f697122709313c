package io.github.wicredential.internal.runtime;

import io.github.wicredential.internal.runtime.RefreshRuntime.Sleeper;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One thread that wakes sleepers at their time. It does no I/O and runs no foreign code.
 *
 * <p>The thread starts with the first sleeper that has a wake time, and ends half a minute after the last. It looks at
 * both clocks at least every 15 s, so that a suspended machine is noticed.
 */
final class Guard implements Runnable {

    private static final long START_AGAIN = TimeUnit.SECONDS.toNanos(1);
    private static final long DIVERGENCE = TimeUnit.SECONDS.toNanos(2);

    private final Clocks clocks;
    private final ThreadFactory threads;
    private final long idleNanos;
    private final long longestPark;
    private final AtomicLong numbers = new AtomicLong();
    private final ReferenceQueue<Sleeper> gone = new ReferenceQueue<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Only the guard's thread touches this one: tickets taken out of the queue and not yet woken.
    private final List<Ticket> due = new ArrayList<>();

    // The four below are read and written under the lock, which is never held while a sleeper acts.
    private final TreeSet<Ticket> waiting = new TreeSet<>();
    private @Nullable Thread thread;
    private long notBefore;
    private long idleSince;

    /**
     * Makes a guard without a thread.
     *
     * @param longestPark after what time it looks at the clocks anyway; it ends after twice as long without work
     */
    Guard(Clocks clocks, ThreadFactory threads, Duration longestPark) {
        this.clocks = clocks;
        this.threads = threads;
        this.longestPark = longestPark.toNanos();
        this.idleNanos = 2 * this.longestPark;
    }

    Ticket ticket(Sleeper target) {
        return new Ticket(this, numbers.incrementAndGet(), target, gone);
    }

    boolean update(Ticket ticket) {
        lock.lock();
        try {
            waiting.remove(ticket);
            Sleeper sleeper = ticket.get();
            ticket.wakeAt = sleeper == null ? RefreshRuntime.NEVER : sleeper.nextWake();
            if (ticket.wakeAt != RefreshRuntime.NEVER) {
                waiting.add(ticket);
                if (waiting.first().equals(ticket)) {
                    changed.signal();
                }
            }
            return thread != null || waiting.isEmpty() || start();
        } finally {
            lock.unlock();
        }
    }

    void cancel(Ticket ticket) {
        lock.lock();
        try {
            waiting.remove(ticket);
            ticket.wakeAt = RefreshRuntime.NEVER;
            ticket.clear();
        } finally {
            lock.unlock();
        }
    }

    // Called under the lock.
    private boolean start() {
        long now = clocks.nanos();
        if (now < notBefore) {
            return false;
        }
        try {
            Thread made = threads.newThread(this);
            thread = made;
            idleSince = now;
            made.start();
            return true;
        } catch (Throwable refused) {
            // No more threads, or the process is ending. Entries read their clocks themselves meanwhile.
            thread = null;
            notBefore = now + START_AGAIN;
            return false;
        }
    }

    @Override
    public void run() {
        try {
            long nanos = clocks.nanos();
            long millis = clocks.millis();
            while (collectDue()) {
                long nanosNow = clocks.nanos();
                long millisNow = clocks.millis();
                long wallAhead = TimeUnit.MILLISECONDS.toNanos(millisNow - millis) - (nanosNow - nanos);
                nanos = nanosNow;
                millis = millisNow;
                if (Math.abs(wallAhead) > DIVERGENCE) {
                    reportDivergence(wallAhead);
                }
                wakeDue();
            }
        } finally {
            leave();
        }
    }

    /** Waits for the next wake time, but no longer than the longest park. Whether to go on after that. */
    private boolean collectDue() {
        lock.lock();
        try {
            long parkedSince = clocks.nanos();
            long now = parkedSince;
            while (now - parkedSince < longestPark) {
                dropGone();
                if (!waiting.isEmpty()) {
                    idleSince = now;
                } else if (now - idleSince >= idleNanos) {
                    thread = null;
                    return false;
                }
                long next = waiting.isEmpty() ? idleSince + idleNanos : waiting.first().wakeAt;
                if (next <= now) {
                    break;
                }
                awaitChange(Math.min(next, parkedSince + longestPark) - now);
                now = clocks.nanos();
            }
            while (!waiting.isEmpty() && waiting.first().wakeAt <= now) {
                due.add(waiting.pollFirst());
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    // Called in a loop that looks at everything again, whyever this ends.
    @SuppressWarnings("WaitNotInLoop")
    private void awaitChange(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException ignored) {
            // Nobody has a reason to interrupt the guard; it ends by itself when idle.
        }
    }

    private void dropGone() {
        for (Reference<? extends Sleeper> ref = gone.poll(); ref != null; ref = gone.poll()) {
            if (ref instanceof Ticket ticket) {
                waiting.remove(ticket);
            }
        }
    }

    private void reportDivergence(long wallAhead) {
        lock.lock();
        try {
            due.addAll(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        for (Ticket ticket : due) {
            Sleeper sleeper = ticket.get();
            if (sleeper != null) {
                try {
                    sleeper.clockDiverged(wallAhead);
                } catch (Throwable ignored) {
                    // It is woken in any case.
                }
            }
        }
    }

    private void wakeDue() {
        for (Ticket ticket : due) {
            Sleeper sleeper = ticket.get();
            if (sleeper == null) {
                continue;
            }
            try {
                sleeper.wake();
            } catch (Throwable ignored) {
                // One sleeper's failure must not cost the others their guard.
            } finally {
                ticket.update();
            }
        }
        due.clear();
    }

    /** However the thread ends: nobody may believe that it still stands by. */
    private void leave() {
        List<Ticket> left = new ArrayList<>(due);
        due.clear();
        lock.lock();
        try {
            if (thread != Thread.currentThread()) {
                return;
            }
            thread = null;
            left.addAll(waiting);
        } finally {
            lock.unlock();
        }
        for (Ticket ticket : left) {
            Sleeper sleeper = ticket.get();
            if (sleeper != null) {
                tell(sleeper);
            }
        }
    }

    private static void tell(Sleeper sleeper) {
        try {
            sleeper.unguarded();
        } catch (Throwable ignored) {
            // The others must hear of it too.
        }
    }
}
