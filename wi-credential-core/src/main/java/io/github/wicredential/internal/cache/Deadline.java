package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long one caller's future waits at most, kept by the guard.
 *
 * <p>The JDK's own timer is for want of a guard only: before Java 24 its thread, which never ends, may hold on to the
 * class loader of whoever used it first.
 */
final class Deadline implements RefreshRuntime.Sleeper {

    private final RefreshRuntime runtime;
    private final CompletableFuture<AccessToken> own;
    private final long at;
    private final RefreshRuntime.Timer timer;

    private Deadline(RefreshRuntime runtime, CompletableFuture<AccessToken> own, long timeoutNanos) {
        this.runtime = runtime;
        this.own = own;
        long end = runtime.nanos() + timeoutNanos;
        this.at = end < 0 ? RefreshRuntime.NEVER : end;
        this.timer = runtime.timer(this);
    }

    /** The future, which fails with a {@link TimeoutException} if nothing else completes it in time. */
    static CompletableFuture<AccessToken> limit(
            RefreshRuntime runtime, CompletableFuture<AccessToken> own, long timeoutNanos) {
        Deadline deadline = new Deadline(runtime, own, timeoutNanos);
        if (!deadline.timer.update()) {
            deadline.unguarded();
        }
        // Also what keeps the deadline reachable: the guard does not.
        return own.whenComplete((token, failure) -> deadline.over());
    }

    private void over() {
        timer.cancel();
    }

    @Override
    public long nextWake() {
        return own.isDone() ? RefreshRuntime.NEVER : at;
    }

    @Override
    public void wake() {
        if (runtime.nanos() >= at) {
            own.completeExceptionally(new TimeoutException());
        }
    }

    @Override
    public void unguarded() {
        own.orTimeout(Math.max(1, at - runtime.nanos()), TimeUnit.NANOSECONDS);
    }

    @Override
    public void clockDiverged(long wallAheadNanos) {
        // Callers wait in running time.
    }
}
