package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.runtime.LibraryThread;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** The time of one diagnosis. What does not end in its share is left behind on its own daemon thread. */
final class TimeLimit {

    /** Less than this is no time in which anybody could answer. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private final LongSupplier nanos;
    private final Progress progress;
    private final Duration patience;
    private final long end;
    private Duration took = Duration.ZERO;

    /** The progress is told of a check that takes longer than the patience. */
    TimeLimit(LongSupplier nanos, Progress progress, Duration patience, Duration whole) {
        this.nanos = nanos;
        this.progress = progress;
        this.patience = patience;
        this.end = nanos.getAsLong() + whole.toNanos();
    }

    /** What a step may take: as much as it asks for, and no more than is left. */
    Duration share(Duration most) {
        return shorter(Duration.ofNanos(Math.max(0, end - nanos.getAsLong())), most);
    }

    /** What the last step took. */
    Duration took() {
        return took;
    }

    /** The time was over before something was asked, so nothing is known of it. */
    static final class Over extends Exception {

        static final String WORDS = "Not examined: the time for the diagnosis ran out (--timeout)";

        private static final long serialVersionUID = 1L;

        Over() {
            super(WORDS);
        }
    }

    /** Throws {@link Over} if too little time is left to ask at all. */
    <T> T run(String asked, Duration most, Callable<T> step) throws Exception {
        Duration share = share(most);
        if (share.compareTo(shorter(LEAST, most)) < 0) {
            throw new Over();
        }
        long begin = nanos.getAsLong();
        FutureTask<T> task = new FutureTask<>(step);
        LibraryThread.of("wi-credential-diagnosis", task).start();
        progress.begins(asked, share);
        try {
            return await(task, asked, share);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw e;
        } finally {
            took = Duration.ofNanos(nanos.getAsLong() - begin);
            task.cancel(true);
            progress.ends();
        }
    }

    private <T> T await(FutureTask<T> task, String asked, Duration share)
            throws InterruptedException, ExecutionException, TimeoutException {
        Duration first = shorter(share, patience);
        try {
            return task.get(first.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (first.equals(share)) {
                throw e;
            }
        }
        progress.lasts(asked, share);
        return task.get(share.minus(first).toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
