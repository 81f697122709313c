package io.github.wicredential.internal.runtime;

import io.github.wicredential.internal.runtime.RefreshRuntime.Wakeable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Wants to be woken at a time, once. */
class Once implements Wakeable {

    private final RefreshRuntime runtime;
    final AtomicInteger woken = new AtomicInteger();
    final AtomicInteger unguarded = new AtomicInteger();
    final AtomicLong diverged = new AtomicLong();
    volatile long at = RefreshRuntime.NEVER;
    volatile long tooEarlyBy;

    Once(RefreshRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public long nextWake() {
        return at;
    }

    @Override
    public void wake() {
        long now = runtime.nanos();
        if (now < at && at != RefreshRuntime.NEVER) {
            tooEarlyBy = at - now;
        }
        at = RefreshRuntime.NEVER;
        woken.incrementAndGet();
    }

    @Override
    public void unguarded() {
        unguarded.incrementAndGet();
    }

    @Override
    public void clockDiverged(long wallAheadNanos) {
        diverged.set(wallAheadNanos);
    }
}
