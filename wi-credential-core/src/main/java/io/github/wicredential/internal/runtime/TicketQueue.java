package io.github.wicredential.internal.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tickets by their wake time: a pairing heap whose links are in the tickets, so that no change of it needs memory. Not
 * thread-safe.
 */
final class TicketQueue {

    private @Nullable Ticket root;

    boolean isEmpty() {
        return root == null;
    }

    /** The one with the earliest time, or null. */
    @Nullable
    Ticket first() {
        return root;
    }

    /** Puts a ticket at its place for a time, or out of the queue for {@link RefreshRuntime#NEVER}. */
    void set(Ticket ticket, long wakeAt) {
        remove(ticket);
        ticket.wakeAt = wakeAt;
        if (wakeAt != RefreshRuntime.NEVER) {
            ticket.queued = true;
            root = meld(root, ticket);
        }
    }

    void remove(Ticket ticket) {
        if (!ticket.queued) {
            return;
        }
        ticket.queued = false;
        Ticket rest = combined(ticket.child);
        Ticket before = ticket.before;
        Ticket after = ticket.after;
        ticket.child = null;
        ticket.before = null;
        ticket.after = null;
        if (before == null) {
            root = rest;
            return;
        }
        if (before.child == ticket) {
            before.child = after;
        } else {
            before.after = after;
        }
        if (after != null) {
            after.before = before;
        }
        root = meld(root, rest);
    }

    List<Ticket> all() {
        List<Ticket> all = new ArrayList<>();
        ArrayDeque<Ticket> ahead = new ArrayDeque<>();
        for (Ticket ticket = root; ticket != null; ticket = ahead.poll()) {
            all.add(ticket);
            if (ticket.child != null) {
                ahead.push(ticket.child);
            }
            if (ticket.after != null) {
                ahead.push(ticket.after);
            }
        }
        return all;
    }

    /** The later of two roots becomes the first child of the other. */
    private static @Nullable Ticket meld(@Nullable Ticket one, @Nullable Ticket other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Ticket top = one.wakeAt <= other.wakeAt ? one : other;
        Ticket below = top == one ? other : one;
        below.before = top;
        below.after = top.child;
        if (top.child != null) {
            top.child.before = below;
        }
        top.child = below;
        return top;
    }

    /** One heap of several siblings: pairs from the left, and those from the right. */
    private static @Nullable Ticket combined(@Nullable Ticket first) {
        Ticket pairs = null;
        Ticket next = first;
        while (next != null) {
            Ticket one = next;
            Ticket two = one.after;
            next = two == null ? null : two.after;
            Ticket pair = meld(alone(one), two == null ? null : alone(two));
            if (pair != null) {
                pair.after = pairs;
                pairs = pair;
            }
        }
        Ticket all = null;
        while (pairs != null) {
            Ticket pair = pairs;
            pairs = pair.after;
            all = meld(all, alone(pair));
        }
        return all;
    }

    private static Ticket alone(Ticket ticket) {
        ticket.before = null;
        ticket.after = null;
        return ticket;
    }
}
