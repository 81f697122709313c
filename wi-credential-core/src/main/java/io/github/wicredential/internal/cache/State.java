package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.cache.History.Failure;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything an entry knows at one moment, and what becomes of it. Immutable but for {@link #used}.
 *
 * <p>A token is <em>armed</em> while the guard stands by to take it back when it is due; then it is handed out without
 * a look at a clock.
 */
final class State {

    private static final long BEFORE_REPLACED = TimeUnit.SECONDS.toNanos(30);

    static final State EMPTY = new State(null, false, null, List.of(), History.NONE, false);
    static final State CLOSED = new State(null, false, null, List.of(), History.NONE, false);

    /** The token to hand out unseen, or null if the clocks must be read. */
    final @Nullable AccessToken armed;

    final @Nullable CachedToken current;

    /** The one flight under way. */
    final @Nullable Flight flight;

    /** Flights that follow it, with other claims each. */
    final List<Flight> queue;

    final History history;

    // Set by any reader, at most once a state. A mark lost while a state is copied costs nothing but one lapse.
    boolean used;

    private State(
            @Nullable CachedToken current,
            boolean armed,
            @Nullable Flight flight,
            List<Flight> queue,
            History history,
            boolean used) {
        this.armed = armed && current != null ? current.token() : null;
        this.current = current;
        this.flight = flight;
        this.queue = queue;
        this.history = history;
        this.used = used;
    }

    private State with(@Nullable Flight next, List<Flight> waiting) {
        return new State(current, armed != null, next, waiting, history, used);
    }

    private State with(History other) {
        return new State(current, armed != null, flight, queue, other, used);
    }

    /**
     * What becomes of a state, and of those who wait: the flights that are {@code freed} have brought the token, or
     * have failed. One that is still under way is freed of those who wait now.
     */
    record Change(
            State before,
            State after,
            List<Flight> freed,
            @Nullable AccessToken token,
            @Nullable WorkloadIdentityException failure) {

        /** The flight that is under way from now on and was not before, or null. */
        @Nullable
        Flight begins() {
            return after.flight == before.flight ? null : after.flight;
        }

        /** Whether the token is no longer looked after, since nobody has used it. */
        boolean lapses() {
            return before.armed != null
                    && after.armed == null
                    && after.current != null
                    && !before.used
                    && before.flight == null;
        }
    }

    private Change to(State after) {
        return new Change(this, after, List.of(), null, null);
    }

    /**
     * Somebody wants another flight: it begins, or follows the one under way and those for which somebody still waits.
     */
    Change onWanted(Flight next) {
        if (flight == null) {
            return to(with(next, queue));
        }
        List<Flight> longer = wanted();
        longer.add(next);
        return to(with(flight, List.copyOf(longer)));
    }

    /**
     * A flight has brought a token: it is the current one from now on, and serves all plain callers. The next of the
     * queue that is still wanted begins. If the flight was given up before, whatever is under way goes on. Null if the
     * token comes too late.
     */
    @Nullable
    Change onGranted(Flight from, CachedToken brought, long nanos, long millis) {
        boolean late = flight != from;
        if (isClosed() || (late && history.overtook(from))) {
            return null;
        }
        CachedToken won =
                current == null || brought.improves(current) ? brought : brought.withoutProgress(nanos, millis);
        // Without lambdas: the first token of a process is on this path.
        List<Flight> freed = new ArrayList<>(1);
        freed.add(from);
        if (late) {
            if (flight != null && flight.answers(null)) {
                freed.add(flight);
            }
            State after = new State(won, true, flight, queue, history.grantedLate(won), used);
            return new Change(this, after, freed, won.token(), null);
        }
        List<Flight> left = wanted();
        for (Flight waiting : queue) {
            if (waiting.answers(null)) {
                freed.add(waiting);
                left.remove(waiting);
            }
        }
        Flight next = left.isEmpty() ? null : left.remove(0);
        State after = new State(won, true, next, List.copyOf(left), history.granted(won), from.waiters.everAny());
        return new Change(this, after, freed, won.token(), null);
    }

    /**
     * The flight under way has failed; the token, if any, stays. Next is a plain flight, which serves everybody, then a
     * refresh, if it is time for one after a challenge, then the challenges in their order.
     */
    Change onFailed(Failure why, long nanos, long millis, boolean open, Supplier<Flight> refresh) {
        History since = history.failed(why);
        List<Flight> left = wanted();
        Flight next = null;
        for (Flight waiting : left) {
            next = next == null && waiting.answers(null) ? waiting : next;
        }
        boolean due = current != null && current.usable(nanos, millis) && current.due(nanos, millis);
        if (next == null && why.claims() != null && used && due && since.mayRefresh(nanos) && open) {
            next = refresh.get();
        } else if (next == null && !left.isEmpty()) {
            next = left.get(0);
        }
        left.remove(next);
        List<Flight> over = flight == null ? List.of() : List.of(flight);
        return new Change(this, with(next, List.copyOf(left)).with(since), over, null, why.cause());
    }

    /**
     * The clocks are looked at: a due token is taken out of armed use, and if it was used a flight begins for the next
     * one; a spent token is dropped. Null if nothing is due.
     */
    @Nullable
    Change onDue(long nanos, long millis, boolean open, Supplier<Flight> refresh) {
        if (current == null || !current.due(nanos, millis)) {
            return null;
        }
        if (!current.usable(nanos, millis)) {
            return to(new State(null, false, flight, queue, history, false));
        }
        if (mayBeRefreshed() && history.mayRefresh(nanos) && open) {
            return to(disarmed().with(refresh.get(), queue));
        }
        return armed == null ? null : to(disarmed());
    }

    /** A resource has rejected the current token. Null if that is not believed so soon after another one. */
    @Nullable
    Change onRejected(long nanos) {
        return current == null || !history.mayReject(nanos)
                ? null
                : to(new State(null, false, flight, queue, history.rejected(current, nanos), false));
    }

    /** Who presented the token was refused. Null if it is another one now, or quite new. */
    @Nullable
    Change onRefused(AccessToken token, long nanos, long millis) {
        return current != null && isCurrent(token) && current.age(nanos, millis) >= BEFORE_REPLACED
                ? to(new State(null, false, flight, queue, history, false))
                : null;
    }

    /** Whoever reads the token from now on looks at the clocks first. */
    State disarmed() {
        return new State(current, false, flight, queue, history, used);
    }

    Change rearmed() {
        return to(new State(current, true, flight, queue, history, used));
    }

    State withoutFailures() {
        return with(history.withoutFailures());
    }

    /** What queues and is still wanted; what is not cannot be joined any more. */
    private List<Flight> wanted() {
        List<Flight> left = new ArrayList<>(queue.size() + 1);
        for (Flight waiting : queue) {
            if (!waiting.waiters.dropIfNone()) {
                left.add(waiting);
            }
        }
        return left;
    }

    boolean isClosed() {
        return this == CLOSED;
    }

    boolean isCurrent(AccessToken token) {
        return current != null && current.token().value().equals(token.value());
    }

    /** How many queue for whom somebody waits. */
    int challenges() {
        int count = 0;
        for (Flight waiting : queue) {
            count += waiting.waiters.any() ? 1 : 0;
        }
        return count;
    }

    /** Whether somebody waits for a plain flight that has not begun. */
    boolean keepsPlainWaiting() {
        for (Flight waiting : queue) {
            if (waiting.answers(null) && waiting.waiters.any()) {
                return true;
            }
        }
        return false;
    }

    /** The flight that answers a challenge, or the plain one for null; null if there is none. */
    @Nullable
    Flight flightFor(@Nullable String claims) {
        if (flight != null && flight.answers(claims)) {
            return flight;
        }
        for (Flight waiting : queue) {
            if (waiting.answers(claims)) {
                return waiting;
            }
        }
        return null;
    }

    /**
     * The failure that speaks against another flight with these claims now, for callers whom no token serves; or null.
     */
    @Nullable
    Failure held(@Nullable String claims, long nanos, long millis) {
        Failure last = history.failure(claims);
        if (last == null || nanos >= last.askAfter() || (claims != null && !claims.equals(last.claims()))) {
            return null;
        }
        boolean serving = claims == null && current != null && current.usable(nanos, millis);
        return last.serving() == serving ? last : null;
    }

    /** Why another flight begins for this request. */
    Reason reason(TokenRequest request, Reason why) {
        if (request.claims() != null) {
            return Reason.CLAIMS;
        }
        if (!request.minRemaining().isZero()) {
            return Reason.SHORT;
        }
        return why == Reason.COLD && lacksRejected() ? Reason.REJECTED : why;
    }

    /** Whether the token is missing because a resource has rejected it. */
    boolean lacksRejected() {
        return current == null && history.endsWithRejection();
    }

    private boolean mayBeRefreshed() {
        return flight == null && used;
    }

    /** When the guard has to look at the entry again. */
    long nextWake(long nanos, long millis, long gateUntil) {
        long wake = flight == null ? RefreshRuntime.NEVER : flight.deadline();
        if (current == null) {
            return wake;
        }
        long due = current.dueAt(nanos, millis);
        if (armed != null) {
            return Math.min(wake, due);
        }
        if (mayBeRefreshed()) {
            Failure failure = history.failure();
            long next = Math.max(due, Math.max(gateUntil, failure == null ? 0 : failure.refreshAfter()));
            return next < current.endAt(nanos, millis) ? next : RefreshRuntime.NEVER;
        }
        return wake;
    }
}
