package io.github.wicredential.internal.runtime;

import io.github.wicredential.internal.runtime.RefreshRuntime.Wakeable;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread that wakes sleepers at their time. It does no I/O and runs no foreign code.
 *
 * <p>The thread starts with the first sleeper that has a wake time, and ends half a minute after the last, or when it
 * is interrupted. It looks at both clocks at least every 15 s, so that a suspended machine is noticed.
 *
 * <p>Nothing here needs memory but the start of the thread: a sleeper stays in the queue while it is woken, until it has
 * said when to be woken next, and a thread that leaves lives until everybody knows. So a full heap costs no
 * sleeper its guard. While one could not be woken, the pulse does not beat: whoever relies on the guard looks at the
 * clocks meanwhile. A thread that died, or that has not looked for long, is replaced by whoever asks next; but if that
 * one dies within a second, too, the third waits for the second to pass.
 */
final class Guard implements Runnable {

    private static final long START_AGAIN = TimeUnit.SECONDS.toNanos(1);
    private static final long WAKE_AGAIN = TimeUnit.SECONDS.toNanos(1);
    private static final long DIVERGENCE = TimeUnit.SECONDS.toNanos(2);

    private final Clocks clocks;
    private final ThreadFactory threads;
    private final Pulse pulse;
    private final long idleNanos;
    private final long longestPark;
    private final ReferenceQueue<Wakeable> gone = new ReferenceQueue<>();

    // A monitor, which needs no memory when it is contended. Never held while a sleeper acts or the guard sleeps.
    private final Object lock = new Object();

    // All below under the lock.
    private final WakeQueue waiting = new WakeQueue();
    private @Nullable Thread thread;
    // Whether that is on its way out, so that another one may take its place.
    private boolean leaves;
    private long parkedUntil;
    private long notBefore;
    // Whether the last one was started in place of another that had died within a second.
    private boolean hasty;
    private long idleSince;
    // Both clocks when the thread was started; it may run much later, and the wall clock may be set meanwhile.
    private long startNanos;
    private long startMillis;
    // How many sleepers are due and could not be woken.
    private int overdue;

    /**
     * A guard without a thread. It says in the pulse that it stands by, looks at the clocks after the longest park
     * anyway, and ends after twice as long without work.
     */
    Guard(Clocks clocks, ThreadFactory threads, Pulse pulse, Duration longestPark) {
        this.clocks = clocks;
        this.threads = threads;
        this.pulse = pulse;
        this.longestPark = longestPark.toNanos();
        this.idleNanos = 2 * this.longestPark;
    }

    ScheduledWake schedule(Wakeable target) {
        return new ScheduledWake(this, target, gone);
    }

    boolean update(ScheduledWake wake) {
        synchronized (lock) {
            Wakeable sleeper = wake.get();
            set(wake, sleeper == null ? RefreshRuntime.NEVER : sleeper.nextWake());
            if (wake.wakeAt > clocks.nanos()) {
                settle(wake);
            }
            return waiting.isEmpty() || stands() || start();
        }
    }

    void cancel(ScheduledWake wake) {
        synchronized (lock) {
            set(wake, RefreshRuntime.NEVER);
            settle(wake);
            wake.clear();
        }
    }

    /** Somebody is done for good: if nobody else is left, nor is the guard. */
    void release() {
        synchronized (lock) {
            dropGone();
            if (thread != null && waiting.isEmpty()) {
                idleSince = clocks.nanos() - idleNanos;
                clocks.unpark(thread);
            }
        }
    }

    // Called under the lock, as are those below.
    private void set(ScheduledWake wake, long wakeAt) {
        waiting.set(wake, wakeAt);
        if (wakeAt < parkedUntil) {
            clocks.unpark(thread);
        }
    }

    private void fail(ScheduledWake wake) {
        if (!wake.overdue && wake.queued) {
            wake.overdue = true;
            overdue++;
            pulse.stop();
        }
    }

    private void settle(ScheduledWake wake) {
        if (wake.overdue) {
            wake.overdue = false;
            overdue--;
            // To beat again.
            clocks.unpark(thread);
        }
    }

    private void beat() {
        if (overdue == 0) {
            pulse.beat();
        } else {
            pulse.late();
        }
    }

    /** Whether there is a thread that lives and does its work. */
    private boolean stands() {
        Thread current = thread;
        return current != null && current.isAlive() && !leaves && pulse.recent(clocks.nanos());
    }

    private boolean start() {
        long now = clocks.nanos();
        boolean soon = leaves && now - startNanos < START_AGAIN;
        if (now < notBefore || (soon && hasty)) {
            return false;
        }
        hasty = soon;
        try {
            Thread made = threads.newThread(this);
            idleSince = now;
            startNanos = now;
            startMillis = clocks.millis();
            beat();
            made.start();
            thread = made;
            leaves = false;
            return true;
        } catch (Throwable refused) {
            // No more threads, or the process is ending. Entries read their clocks themselves meanwhile.
            pulse.stop();
            notBefore = now + START_AGAIN;
            return false;
        }
    }

    @Override
    public void run() {
        try {
            long nanos;
            long millis;
            synchronized (lock) {
                nanos = startNanos;
                millis = startMillis;
            }
            while (sleep()) {
                long nanosNow = clocks.nanos();
                long millisNow = clocks.millis();
                long wallAhead = TimeUnit.MILLISECONDS.toNanos(millisNow - millis) - (nanosNow - nanos);
                nanos = nanosNow;
                millis = millisNow;
                if (Math.abs(wallAhead) > DIVERGENCE) {
                    reportDivergence(wallAhead);
                }
                for (ScheduledWake due = nextDue(nanosNow); due != null; due = nextDue(nanosNow)) {
                    wake(due);
                }
            }
        } finally {
            leave();
        }
    }

    /** Waits for the next wake time, but no longer than the longest park. Whether to go on after that. */
    private boolean sleep() {
        long begin = clocks.nanos();
        while (true) {
            long left;
            synchronized (lock) {
                long now = clocks.nanos();
                if (thread != Thread.currentThread()) {
                    return false;
                }
                dropGone();
                beat();
                ScheduledWake first = waiting.first();
                if (first != null) {
                    idleSince = now;
                } else if (now - idleSince >= idleNanos) {
                    thread = null;
                    pulse.stop();
                    return false;
                }
                long next = first == null ? idleSince + idleNanos : first.wakeAt;
                parkedUntil = Math.min(next, begin + longestPark);
                left = parkedUntil - now;
            }
            if (left <= 0) {
                return true;
            }
            clocks.park(this, left);
            if (Thread.interrupted()) {
                return false;
            }
        }
    }

    private void dropGone() {
        for (Reference<? extends Wakeable> ref = gone.poll(); ref != null; ref = gone.poll()) {
            if (ref instanceof ScheduledWake wake) {
                waiting.remove(wake);
                settle(wake);
            }
        }
    }

    /** The next one to wake. It stays in the queue, for a little later, should this come to nothing. */
    private @Nullable ScheduledWake nextDue(long now) {
        synchronized (lock) {
            ScheduledWake first = waiting.first();
            if (first == null || first.wakeAt > now || thread != Thread.currentThread()) {
                return null;
            }
            waiting.set(first, now + WAKE_AGAIN);
            return first;
        }
    }

    private void wake(ScheduledWake wake) {
        Wakeable sleeper = wake.get();
        boolean failed = false;
        try {
            if (sleeper != null) {
                sleeper.wake();
            }
        } catch (Throwable broken) {
            // One sleeper's failure must not cost the others their guard, nor itself another chance.
            failed = true;
        }
        synchronized (lock) {
            try {
                long next = sleeper == null ? RefreshRuntime.NEVER : sleeper.nextWake();
                long again = clocks.nanos() + WAKE_AGAIN;
                failed &= next < again;
                set(wake, failed ? again : next);
            } catch (Throwable unknown) {
                // It is asked again when it is woken again.
                failed = true;
            }
            if (failed) {
                fail(wake);
            } else {
                settle(wake);
            }
        }
    }

    /** Tells everybody and makes everybody due. */
    private void reportDivergence(long wallAhead) {
        ScheduledWake wake;
        synchronized (lock) {
            wake = waiting.all();
        }
        while (wake != null) {
            try {
                Wakeable sleeper = wake.get();
                if (sleeper != null) {
                    sleeper.clockDiverged(wallAhead);
                }
            } catch (Throwable ignored) {
                // It is woken in any case.
            }
            synchronized (lock) {
                if (wake.queued) {
                    waiting.set(wake, 0);
                }
                wake = wake.next;
            }
        }
    }

    /**
     * However the thread ends: nobody may believe that it still stands by. It lives until all know, or another one
     * stands by: who could not be told, for want of memory, is told again.
     */
    private void leave() {
        ScheduledWake left;
        synchronized (lock) {
            if (thread != Thread.currentThread()) {
                return;
            }
            leaves = true;
            pulse.stop();
            left = waiting.all();
        }
        while (left != null && !isReplaced()) {
            ScheduledWake untold = null;
            while (left != null) {
                boolean told = tellUnguarded(left);
                synchronized (lock) {
                    if (thread != Thread.currentThread()) {
                        return;
                    }
                    ScheduledWake next = left.next;
                    if (!told) {
                        left.next = untold;
                        untold = left;
                    }
                    left = next;
                }
            }
            left = untold;
            if (left != null) {
                var unused = Thread.interrupted();
                clocks.park(this, WAKE_AGAIN);
            }
        }
    }

    private boolean isReplaced() {
        synchronized (lock) {
            return thread != Thread.currentThread();
        }
    }

    private static boolean tellUnguarded(ScheduledWake wake) {
        try {
            Wakeable sleeper = wake.get();
            if (sleeper != null) {
                sleeper.unguarded();
            }
            return true;
        } catch (Throwable noMemory) {
            return false;
        }
    }
}
