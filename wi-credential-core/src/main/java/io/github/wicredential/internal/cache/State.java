package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything an entry knows at one moment. Immutable but for {@link #used}; each transition makes a new one.
 *
 * <p>A token is <em>armed</em> while the guard stands by to take it back when it is due; then it is handed out without
 * a look at a clock.
 */
final class State {

    /** A token that a resource has rejected, the flight that had brought it, and when that was reported. */
    record Rejection(AccessToken token, long flight, long nanos) {}

    /**
     * What outlives a token.
     *
     * @param flight the highest number of a flight that brought a token; nothing older is taken any more
     * @param rejection the last rejection by a resource
     */
    private record Past(long flight, @Nullable Rejection rejection) {

        static final Past NOTHING = new Past(0, null);
    }

    static final State EMPTY = new State(null, null, null, List.of(), null, null, Past.NOTHING, false);

    /** The token to hand out unseen, or null if the clocks must be read. */
    final @Nullable AccessToken armed;

    final @Nullable Lease lease;

    /** The one flight under way. */
    final @Nullable Flight flight;

    /** Flights that follow it, with other claims each. */
    final List<Flight> queue;

    /** The last failure of a plain flight since the last success. */
    final @Nullable Failure failure;

    /** The last failure of a claims flight since the last success. */
    final @Nullable Failure claimsFailure;

    private final Past past;

    final boolean closed;

    // Set by any reader, at most once a state. A mark lost while a state is copied costs nothing but one lapse.
    boolean used;

    private State(
            @Nullable AccessToken armed,
            @Nullable Lease lease,
            @Nullable Flight flight,
            List<Flight> queue,
            @Nullable Failure failure,
            @Nullable Failure claimsFailure,
            Past past,
            boolean closed) {
        this.armed = armed;
        this.lease = lease;
        this.flight = flight;
        this.queue = queue;
        this.failure = failure;
        this.claimsFailure = claimsFailure;
        this.past = past;
        this.closed = closed;
    }

    private State used(boolean mark) {
        used = mark;
        return this;
    }

    /** With this flight under way. Only for a state without one. */
    State departing(Flight next) {
        return new State(armed, lease, next, queue, failure, claimsFailure, past, closed).used(used);
    }

    /** With this flight behind the present one. */
    State queueing(Flight next) {
        List<Flight> longer = new ArrayList<>(queue);
        longer.add(next);
        return new State(armed, lease, flight, List.copyOf(longer), failure, claimsFailure, past, closed).used(used);
    }

    /** With a new token; the present flight is over and the next of the queue that is still wanted takes its place. */
    State granted(Lease won, boolean counted) {
        List<Flight> claimsOnly = queue.isEmpty()
                ? queue
                : queue.stream().filter(f -> f.claims != null).toList();
        return new State(won.token(), won, first(claimsOnly), rest(claimsOnly), null, null, brought(won), false)
                .used(counted);
    }

    /** With a token that came after its flight was given up; whatever is under way goes on. */
    State grantedLate(Lease won) {
        return new State(won.token(), won, flight, queue, null, claimsFailure, brought(won), false).used(used);
    }

    private Past brought(Lease won) {
        return new Past(won.flight(), past.rejection());
    }

    /** The present flight has failed; the token, if any, stays. */
    State failed(Failure why) {
        boolean plain = why.claims() == null;
        return new State(
                        armed,
                        lease,
                        first(queue),
                        rest(queue),
                        plain ? why : failure,
                        plain ? claimsFailure : why,
                        past,
                        false)
                .used(used);
    }

    /** Whoever reads the token from now on looks at the clocks first. */
    State disarmed() {
        return new State(null, lease, flight, queue, failure, claimsFailure, past, closed).used(used);
    }

    State rearmed(Lease standing) {
        return new State(standing.token(), standing, flight, queue, failure, claimsFailure, past, closed).used(used);
    }

    /** Without the token, which has ended. */
    State ended() {
        return new State(null, null, flight, queue, failure, claimsFailure, past, closed);
    }

    /** Without the token, which a resource has rejected. */
    State rejected(Lease refused, long nanos) {
        Rejection rejection = new Rejection(refused.token(), refused.flight(), nanos);
        Past since = new Past(past.flight(), rejection);
        return new State(null, null, flight, queue, failure, claimsFailure, since, closed);
    }

    State closing() {
        return new State(null, null, null, List.of(), null, null, past, true);
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

    /** The failure that speaks against another flight with these claims now, or null. */
    @Nullable
    Failure held(@Nullable String claims, long nanos) {
        Failure last = claims == null ? failure : claimsFailure;
        boolean same = last != null && (claims == null || claims.equals(last.claims()));
        return last != null && same && last.holds(nanos) ? last : null;
    }

    /** Whether a flight that was given up comes too late: a later one has brought a token. */
    boolean overtook(Flight late) {
        return past.flight() > late.number;
    }

    /** Whether this is the token that a resource has rejected. */
    boolean hasRejected(AccessToken token) {
        Rejection last = past.rejection();
        return last != null && last.token().value().equals(token.value());
    }

    /** Whether the token is missing because a resource has rejected it. */
    boolean lacksRejected() {
        Rejection last = past.rejection();
        return lease == null && last != null && last.flight() == past.flight();
    }

    /** Whether a rejection is believed; not so soon after another. */
    boolean mayReject(long nanos, long between) {
        Rejection last = past.rejection();
        return last == null || nanos - last.nanos() >= between;
    }

    boolean mayBeRenewed() {
        return !closed && flight == null && used;
    }

    /** When the guard has to look at the entry again. */
    long nextWake(long nanos, long millis, long gateUntil) {
        if (closed) {
            return RefreshRuntime.NEVER;
        }
        long wake = flight == null ? RefreshRuntime.NEVER : flight.deadline();
        if (lease == null) {
            return wake;
        }
        long due = lease.dueAt(nanos, millis);
        if (armed != null) {
            return Math.min(wake, due);
        }
        if (mayBeRenewed()) {
            long next = Math.max(due, Math.max(gateUntil, failure == null ? 0 : failure.holdUntil()));
            return next < lease.endAt(nanos, millis) ? next : RefreshRuntime.NEVER;
        }
        return wake;
    }

    private static @Nullable Flight first(List<Flight> flights) {
        return flights.isEmpty() ? null : flights.get(0);
    }

    private static List<Flight> rest(List<Flight> flights) {
        return flights.size() < 2 ? List.of() : flights.subList(1, flights.size());
    }
}
