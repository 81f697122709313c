package io.github.wicredential.internal.runtime;

import io.github.wicredential.internal.runtime.RefreshRuntime.Hanging;
import io.github.wicredential.internal.runtime.RefreshRuntime.Wakeable;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs work that may block, on at most 64 threads while none of it hangs.
 *
 * <p>An owner gets another thread only while more are free than it holds, so that none takes all, and a quarter of
 * them are reserved for owners that hold none. Work that was given up and does not return is no longer counted,
 * except against its owner; nor is work that takes seconds while an owner without threads waits. Thread-safe.
 */
final class Workers implements Wakeable {

    private static final int MOST = 64;
    private static final int SHARED = 52;
    private static final int MOST_HANGING = 16;
    private static final int MOST_HANGING_IN_ALL = 192;

    private static final long SLOW = TimeUnit.SECONDS.toNanos(2);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(500);

    private final Clocks clocks;
    private final OnDemandThreads threads;
    private final ScheduledWake wake;

    // All below under this object's monitor, within which nobody waits.
    private final ArrayDeque<Job> queue = new ArrayDeque<>();
    private final IdentityHashMap<Object, Share> shares = new IdentityHashMap<>();
    // What runs and was not given up, in no order; made at once, so that to begin with work needs no memory.
    private final @Nullable Job[] atWork = new @Nullable Job[MOST + MOST_HANGING_IN_ALL];
    private int running;
    private int hanging;
    private long lookAt;

    Workers(Clocks clocks, Guard guard, OnDemandThreads threads) {
        this.clocks = clocks;
        this.threads = threads;
        this.wake = guard.schedule(this);
    }

    /** What one owner holds. */
    private static final class Share {

        int running;
        int waiting;
        int hanging;

        @Nullable
        Doing where;
    }

    private static final class Job {

        final Object owner;
        final Share share;
        final Runnable work;
        boolean givenUp;
        long since;
        int place;

        Job(Object owner, Share share, Runnable work) {
            this.owner = owner;
            this.share = share;
            this.work = work;
        }
    }

    /** Runs work now or when a thread is free; throws if none can be started. */
    void execute(Object owner, Runnable work) {
        if (!startOrQueue(owner, work)) {
            // Without a guard it runs when another thread is done.
            var unused = wake.update();
        }
    }

    private synchronized boolean startOrQueue(Object owner, Runnable work) {
        Share share = shares.computeIfAbsent(owner, absent -> new Share());
        if (share.hanging >= MOST_HANGING || (share.hanging > 0 && hanging >= MOST_HANGING_IN_ALL)) {
            throw new Hanging(share.hanging, share.where);
        }
        Job job = new Job(owner, share, work);
        try {
            if (!roomForOne() || !mayRun(share)) {
                lookAt = queue.isEmpty() ? clocks.nanos() + LOOK : lookAt;
                queue.addLast(job);
                share.waiting++;
                return false;
            }
            start(job);
            return true;
        } finally {
            forgetIfUnused(job);
        }
    }

    private boolean mayRun(Share share) {
        return share.running == 0 || share.running < SHARED - running;
    }

    /** Whether there is a thread for an owner that holds none. */
    private boolean roomForOne() {
        if (running < MOST) {
            return true;
        }
        if (running + hanging >= atWork.length) {
            return false;
        }
        long slow = clocks.nanos() - SLOW;
        int quick = 0;
        for (Job job : atWork) {
            if (job != null && job.since > slow) {
                quick++;
            }
        }
        return quick < MOST;
    }

    private void arrive(Job job) {
        job.since = clocks.nanos();
        job.place = running;
        atWork[running] = job;
        job.share.running++;
        running++;
    }

    private void depart(Job job) {
        running--;
        job.share.running--;
        Job last = atWork[running];
        if (last != null) {
            last.place = job.place;
        }
        atWork[job.place] = last;
        atWork[running] = null;
    }

    private void start(Job job) {
        arrive(job);
        try {
            threads.run(() -> live(job));
        } catch (Throwable refused) {
            depart(job);
            throw refused;
        }
    }

    private void live(Job first) {
        for (Job job = first; job != null; job = next(job)) {
            begin(job);
            try {
                job.work.run();
            } catch (Throwable ignored) {
                // Work reports its own failures.
            }
        }
    }

    private synchronized void begin(@Nullable Job job) {
        if (Thread.currentThread() instanceof LibraryThread self) {
            self.work = job;
            self.givenUp = false;
        }
    }

    /** What this thread runs after a job: the first in the queue that may. */
    private synchronized @Nullable Job next(Job done) {
        LibraryThread.doing(null);
        begin(null);
        if (done.givenUp) {
            done.share.hanging--;
            hanging--;
        } else {
            depart(done);
        }
        forgetIfUnused(done);
        // An interrupt was for the work that is done.
        var unused = Thread.interrupted();
        Job next = poll();
        if (next != null) {
            arrive(next);
        }
        return next;
    }

    private @Nullable Job poll() {
        if (queue.isEmpty() || !roomForOne()) {
            return null;
        }
        for (Iterator<Job> jobs = queue.iterator(); jobs.hasNext(); ) {
            Job job = jobs.next();
            if (mayRun(job.share)) {
                jobs.remove();
                job.share.waiting--;
                return job;
            }
        }
        return null;
    }

    /** The work of this thread was given up: it now counts against its owner only. Returns what it was doing. */
    @Nullable
    Doing giveUp(Thread thread) {
        if (!(thread instanceof LibraryThread own)) {
            return null;
        }
        Doing doing = own.doing();
        synchronized (this) {
            if (!(own.work instanceof Job job) || job.givenUp || hanging >= MOST_HANGING_IN_ALL) {
                return doing;
            }
            job.givenUp = true;
            own.givenUp = true;
            depart(job);
            job.share.hanging++;
            job.share.where = doing;
            hanging++;
            startWaiting();
        }
        return doing;
    }

    private void startWaiting() {
        for (Job job = poll(); job != null; job = poll()) {
            try {
                start(job);
            } catch (Throwable refused) {
                // It runs when another thread is done.
                job.share.waiting++;
                queue.addFirst(job);
                return;
            }
        }
    }

    @Override
    public synchronized long nextWake() {
        return queue.isEmpty() ? RefreshRuntime.NEVER : lookAt;
    }

    /** Something has waited for a while: the running work may have become slow. */
    @Override
    public synchronized void wake() {
        lookAt = clocks.nanos() + LOOK;
        startWaiting();
    }

    @Override
    public void unguarded() {
        // Whoever has more work looks after the guard.
    }

    private void forgetIfUnused(Job job) {
        Share share = job.share;
        if (share.running == 0 && share.waiting == 0 && share.hanging == 0) {
            shares.remove(job.owner, share);
        }
    }
}
