package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.internal.runtime.LibraryThread;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** The time of one diagnosis. What does not end in its share is left behind on its own daemon thread. */
final class Budget {

    private static final Duration WHOLE = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final long end;

    Budget(LongSupplier nanos) {
        this.nanos = nanos;
        this.end = nanos.getAsLong() + WHOLE.toNanos();
    }

    /** What a step may take: as much as it asks for, and no more than is left. */
    Duration share(Duration most) {
        Duration left = Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
        return left.compareTo(most) < 0 ? left : most;
    }

    <T> T run(String name, Duration most, Callable<T> step) throws Exception {
        Duration share = share(most);
        if (share.isZero()) {
            throw new TimeoutException("no time is left");
        }
        FutureTask<T> task = new FutureTask<>(step);
        LibraryThread.of("wi-credential-diagnosis-" + name, task).start();
        try {
            return task.get(share.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw e;
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw e;
        } catch (TimeoutException e) {
            task.cancel(true);
            throw e;
        }
    }
}
