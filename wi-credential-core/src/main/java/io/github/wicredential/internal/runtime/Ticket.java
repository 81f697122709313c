package io.github.wicredential.internal.runtime;

import io.github.wicredential.internal.runtime.RefreshRuntime.Sleeper;
import io.github.wicredential.internal.runtime.RefreshRuntime.Timer;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** One sleeper's place in the guard's queue. All its fields are read and written under the guard's lock. */
final class Ticket extends WeakReference<Sleeper> implements Timer {

    private final Guard guard;

    long wakeAt = RefreshRuntime.NEVER;

    // Whether its sleeper is to be woken and could not be.
    boolean overdue;

    // The queue's: whether it is in there, its first child, the sibling before it or its parent, and the one after it.
    boolean queued;

    @Nullable
    Ticket child;

    @Nullable
    Ticket before;

    @Nullable
    Ticket after;

    Ticket(Guard guard, Sleeper target, ReferenceQueue<Sleeper> gone) {
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
