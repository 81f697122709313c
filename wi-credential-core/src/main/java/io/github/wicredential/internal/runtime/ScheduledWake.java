package io.github.wicredential.internal.runtime;

import io.github.wicredential.internal.runtime.RefreshRuntime.Timer;
import io.github.wicredential.internal.runtime.RefreshRuntime.Wakeable;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** One sleeper's place in the guard's queue. All its fields are read and written under the guard's lock. */
final class ScheduledWake extends WeakReference<Wakeable> implements Timer {

    private final Guard guard;

    long wakeAt = RefreshRuntime.NEVER;

    // Whether its sleeper should have been woken but could not be.
    boolean overdue;

    // The queue's: whether it is in there, its first child, the sibling before it or its parent, and the one after it.
    boolean queued;

    @Nullable
    ScheduledWake child;

    @Nullable
    ScheduledWake before;

    @Nullable
    ScheduledWake after;

    // The one to be told something after this one.
    @Nullable
    ScheduledWake next;

    ScheduledWake(Guard guard, Wakeable target, ReferenceQueue<Wakeable> gone) {
        super(target, gone);
        this.guard = guard;
    }

    @Override
    public boolean update() {
        return guard.update(this);
    }

    @Override
    public void cancel() {
        guard.cancel(this);
    }
}
