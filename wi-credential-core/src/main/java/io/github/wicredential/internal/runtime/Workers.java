package io.github.wicredential.internal.runtime;

import io.github.wicredential.internal.runtime.RefreshRuntime.Hanging;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Runs work that may block, on 64 threads at most.
 *
 * <p>An owner gets another thread only while more are free than it holds, so that none takes all. Work that was given up
 * and does not return no longer counts, except against its owner. Thread-safe.
 */
final class Workers {

    private static final int MOST = 64;
    private static final int MOST_HANGING = 16;
    private static final int MOST_HANGING_IN_ALL = 192;

    private final OnDemandThreads threads;

    // All below under this object's monitor, within which nobody waits.
    private final ArrayDeque<Job> queue = new ArrayDeque<>();
    private final IdentityHashMap<Object, Share> shares = new IdentityHashMap<>();
    private int running;
    private int hanging;

    Workers(OnDemandThreads threads) {
        this.threads = threads;
    }

    /** What one owner holds. */
    private static final class Share {

        int running;
        int waiting;
        int hanging;

        @Nullable
        String where;
    }

    private static final class Job {

        final Object owner;
        final Share share;
        final Runnable work;
        boolean givenUp;

        Job(Object owner, Share share, Runnable work) {
            this.owner = owner;
            this.share = share;
            this.work = work;
        }
    }

    /** Runs work now or when a thread is free; throws if none can be had. */
    synchronized void execute(Object owner, Runnable work) {
        Share share = shares.computeIfAbsent(owner, absent -> new Share());
        if (share.hanging >= MOST_HANGING || (share.hanging > 0 && hanging >= MOST_HANGING_IN_ALL)) {
            throw new Hanging(share.hanging, share.where);
        }
        Job job = new Job(owner, share, work);
        if (!mayRun(share)) {
            share.waiting++;
            queue.addLast(job);
            return;
        }
        try {
            start(job);
        } finally {
            forgetIfUnused(job);
        }
    }

    private boolean mayRun(Share share) {
        return share.running < MOST - running;
    }

    private void start(Job job) {
        job.share.running++;
        running++;
        try {
            threads.run(() -> live(job));
        } catch (Throwable refused) {
            job.share.running--;
            running--;
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
            done.share.running--;
            running--;
        }
        forgetIfUnused(done);
        // An interrupt was for the work that is done.
        var unused = Thread.interrupted();
        Job next = poll();
        if (next != null) {
            next.share.running++;
            running++;
        }
        return next;
    }

    private @Nullable Job poll() {
        for (Iterator<Job> jobs = queue.iterator(); running < MOST && jobs.hasNext(); ) {
            Job job = jobs.next();
            if (mayRun(job.share)) {
                jobs.remove();
                job.share.waiting--;
                return job;
            }
        }
        return null;
    }

    /** What this thread runs was given up: it is on nobody's account but its owner's. Returns what it was doing. */
    @Nullable
    String giveUp(Thread thread) {
        if (!(thread instanceof LibraryThread own)) {
            return null;
        }
        String doing = own.doing();
        synchronized (this) {
            if (!(own.work instanceof Job job) || job.givenUp || hanging >= MOST_HANGING_IN_ALL) {
                return doing;
            }
            job.givenUp = true;
            own.givenUp = true;
            job.share.running--;
            job.share.hanging++;
            job.share.where = doing;
            running--;
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

    private void forgetIfUnused(Job job) {
        Share share = job.share;
        if (share.running == 0 && share.waiting == 0 && share.hanging == 0) {
            shares.remove(job.owner, share);
        }
    }
}
