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
 * <p>A token is <em>armed</em> while the guard stands by to withdraw it when it is due; meanwhile it is handed out
 * without reading a clock.
 */
final class State {

    private static final long BEFORE_REPLACED = TimeUnit.SECONDS.toNanos(30);

    static final State EMPTY = new State(null, false, null, List.of(), History.NONE, false);
    static final State CLOSED = new State(null, false, null, List.of(), History.NONE, false);

    /** The token to hand out without a check, or null if the clocks must be read. */
    final @Nullable AccessToken armed;

    final @Nullable CachedToken current;

    /** The one flight under way. */
    final @Nullable Flight flight;

    /** Flights that follow it, with other claims each. */
    final List<Flight> queue;

    final History history;

    // Set by any reader, at most once per state. A mark lost while a state is copied costs only one lapse.
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
     * The result for a state and its waiters: the flights that are {@code freed} have obtained the token or failed.
     * One that is still under way releases its current waiters.
     */
    record Change(
            State before,
            State after,
            List<Flight> freed,
            @Nullable AccessToken token,
            @Nullable WorkloadIdentityException failure) {

        /** The flight that is now under way and was not before, or null. */
        @Nullable
        Flight begins() {
            return after.flight == before.flight ? null : after.flight;
        }

        /** Whether the token is no longer refreshed, because it was not used. */
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
     * Another flight is requested: it begins, or follows the one under way and those that still have waiters.
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
     * A flight has obtained a token: it becomes the current one and serves all plain callers. The next flight in the
     * queue that still has waiters begins. If the flight was given up before, whatever is under way continues. Null
     * if the token comes too late.
     */
    @Nullable
    Change onGranted(Flight from, CachedToken brought, long nanos, long millis) {
        boolean late = flight != from;
        if (isClosed() || (late && history.overtook(from))) {
            return null;
        }
        CachedToken won =
                current == null || brought.improves(current) ? brought : brought.withoutProgress(nanos, millis);
        // Without lambdas: this is on the path to the first token of a process.
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
     * The flight under way has failed; the token, if any, stays. Next is a plain flight, which serves all callers,
     * then a refresh, if one is due after a challenge, then the challenges in their order.
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
     * The clocks are read: a due token is disarmed, and if it was used, a flight for the next one begins; a spent
     * token is dropped. Null if nothing is due.
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

    /** A resource has rejected the current token. Null if that is ignored so soon after another rejection. */
    @Nullable
    Change onRejected(long nanos) {
        return current == null || !history.mayReject(nanos)
                ? null
                : to(new State(null, false, flight, queue, history.rejected(current, nanos), false));
    }

    /** The presenter of the token was refused. Null if there is another token now, or it is quite new. */
    @Nullable
    Change onRefused(AccessToken token, long nanos, long millis) {
        return current != null && isCurrent(token) && current.age(nanos, millis) >= BEFORE_REPLACED
                ? to(new State(null, false, flight, queue, history, false))
                : null;
    }

    /** From now on, readers of the token read the clocks first. */
    State disarmed() {
        return new State(current, false, flight, queue, history, used);
    }

    Change rearmed() {
        return to(new State(current, true, flight, queue, history, used));
    }

    State withoutFailures() {
        return with(history.withoutFailures());
    }

    /** The queued flights that still have waiters; the others can no longer be joined. */
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

    /** The number of queued flights that have waiters. */
    int challenges() {
        int count = 0;
        for (Flight waiting : queue) {
            count += waiting.waiters.any() ? 1 : 0;
        }
        return count;
    }

    /** Whether a plain flight that has not begun has waiters. */
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
     * The failure that prevents another flight with these claims now, for callers that no token serves; or null.
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

    /** When the guard has to check the entry again. */
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
