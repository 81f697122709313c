package io.github.wicredential.internal.runtime;

import io.github.wicredential.internal.runtime.RefreshRuntime.Sleeper;
import io.github.wicredential.internal.runtime.RefreshRuntime.Timer;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** One sleeper's place in the guard's queue. Its wake time is read and written under the guard's lock. */
final class Ticket extends WeakReference<Sleeper> implements Timer, Comparable<Ticket> {

    final long number;
    long wakeAt = RefreshRuntime.NEVER;
    private final Guard guard;

    Ticket(Guard guard, long number, Sleeper target, ReferenceQueue<Sleeper> gone) {
        super(target, gone);
        this.guard = guard;
        this.number = number;
    }

    @Override
    public boolean update() {
        return guard.update(this);
    }

    @Override
    public void cancel() {
        guard.cancel(this);
    }

    @Override
    public int compareTo(Ticket other) {
        int byTime = Long.compare(wakeAt, other.wakeAt);
        return byTime != 0 ? byTime : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
