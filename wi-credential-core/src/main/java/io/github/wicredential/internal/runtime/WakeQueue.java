package io.github.wicredential.internal.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Wakes ordered by time: a pairing heap whose links are in the wakes, so that changing it needs no memory. Not
 * thread-safe.
 */
final class WakeQueue {

    private @Nullable ScheduledWake root;

    boolean isEmpty() {
        return root == null;
    }

    /** The one with the earliest time, or null. */
    @Nullable
    ScheduledWake first() {
        return root;
    }

    /** Moves a wake to its place for a time, or removes it for {@link RefreshRuntime#NEVER}. */
    void set(ScheduledWake wake, long wakeAt) {
        remove(wake);
        wake.wakeAt = wakeAt;
        if (wakeAt != RefreshRuntime.NEVER) {
            wake.queued = true;
            root = meld(root, wake);
        }
    }

    void remove(ScheduledWake wake) {
        if (!wake.queued) {
            return;
        }
        wake.queued = false;
        ScheduledWake rest = combined(wake.child);
        ScheduledWake before = wake.before;
        ScheduledWake after = wake.after;
        wake.child = null;
        wake.before = null;
        wake.after = null;
        if (before == null) {
            root = rest;
            return;
        }
        if (before.child == wake) {
            before.child = after;
        } else {
            before.after = after;
        }
        if (after != null) {
            after.before = before;
        }
        root = meld(root, rest);
    }

    /** The first of all, each followed by its {@link ScheduledWake#next}; ends every list that was made before. */
    @Nullable
    ScheduledWake all() {
        if (root != null) {
            root.next = null;
        }
        for (ScheduledWake wake = root; wake != null; wake = wake.next) {
            for (ScheduledWake below = wake.child; below != null; below = below.after) {
                below.next = wake.next;
                wake.next = below;
            }
        }
        return root;
    }

    /** The later of two roots becomes the first child of the other. */
    private static @Nullable ScheduledWake meld(@Nullable ScheduledWake one, @Nullable ScheduledWake other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        ScheduledWake top = one.wakeAt <= other.wakeAt ? one : other;
        ScheduledWake below = top == one ? other : one;
        below.before = top;
        below.after = top.child;
        if (top.child != null) {
            top.child.before = below;
        }
        top.child = below;
        return top;
    }

    /** One heap of several siblings: pairs from the left, and those from the right. */
    private static @Nullable ScheduledWake combined(@Nullable ScheduledWake first) {
        ScheduledWake pairs = null;
        ScheduledWake next = first;
        while (next != null) {
            ScheduledWake one = next;
            ScheduledWake two = one.after;
            next = two == null ? null : two.after;
            ScheduledWake pair = meld(alone(one), two == null ? null : alone(two));
            if (pair != null) {
                pair.after = pairs;
                pairs = pair;
            }
        }
        ScheduledWake all = null;
        while (pairs != null) {
            ScheduledWake pair = pairs;
            pairs = pair.after;
            all = meld(all, alone(pair));
        }
        return all;
    }

    private static ScheduledWake alone(ScheduledWake wake) {
        wake.before = null;
        wake.after = null;
        return wake;
    }
}
