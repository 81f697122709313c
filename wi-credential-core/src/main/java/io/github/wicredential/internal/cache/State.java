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
     * @param rejections the last rejections by a resource, the newest one first
     */
    private record Past(long flight, List<Rejection> rejections) {

        static final Past NOTHING = new Past(0, List.of());

        @Nullable
        Rejection rejection() {
            return rejections.isEmpty() ? null : rejections.get(0);
        }

        Past with(Rejection next) {
            List<Rejection> all = new ArrayList<>();
            all.add(next);
            all.addAll(rejections.subList(0, Math.min(rejections.size(), REMEMBERED - 1)));
            return new Past(flight, List.copyOf(all));
        }
    }

    // One in 30 s at most is believed, and tokens seldom last longer than an hour; an authority repeats the latest.
    private static final int REMEMBERED = 16;

    static final State EMPTY = new State(null, null, null, List.of(), null, null, Past.NOTHING, false);

    /** The token to hand out unseen, or null if the clocks must be read. */
    final @Nullable AccessToken armed;

    final @Nullable CachedToken current;

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
            @Nullable CachedToken current,
            @Nullable Flight flight,
            List<Flight> queue,
            @Nullable Failure failure,
            @Nullable Failure claimsFailure,
            Past past,
            boolean closed) {
        this.armed = armed;
        this.current = current;
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
        return new State(armed, current, next, queue, failure, claimsFailure, past, closed).used(used);
    }

    /** With this flight behind the present one, and without those for which nobody waits any more. */
    State queueing(Flight next) {
        List<Flight> longer = new ArrayList<>(queue);
        longer.removeIf(waiting -> waiting.waiters.dropIfNone());
        longer.add(next);
        return new State(armed, current, flight, List.copyOf(longer), failure, claimsFailure, past, closed).used(used);
    }

    /** With a new token; the present flight is over and the next of the queue that is still wanted takes its place. */
    State granted(CachedToken won, boolean counted) {
        // Plain ones get this token. Without lambdas: the first token of a process is on this path.
        List<Flight> left = wanted();
        for (int i = left.size() - 1; i >= 0; i--) {
            if (left.get(i).claims == null) {
                left.remove(i);
            }
        }
        Flight next = left.isEmpty() ? null : left.remove(0);
        return new State(won.token(), won, next, List.copyOf(left), null, null, brought(won), false).used(counted);
    }

    /** With a token that came after its flight was given up; whatever is under way goes on. */
    State grantedLate(CachedToken won) {
        return new State(won.token(), won, flight, queue, null, claimsFailure, brought(won), false).used(used);
    }

    private Past brought(CachedToken won) {
        return new Past(won.flight(), past.rejections());
    }

    /**
     * The present flight has failed; the token, if any, stays. Next is a plain flight, which serves everybody, then a
     * renewal, then the challenges in their order.
     *
     * @param renewal a flight to renew the token, if it is time for one
     */
    State failed(Failure why, @Nullable Flight renewal) {
        boolean plain = why.claims() == null;
        List<Flight> left = wanted();
        Flight next = left.stream().filter(f -> f.claims == null).findFirst().orElse(renewal);
        if (next == null && !left.isEmpty()) {
            next = left.get(0);
        }
        left.remove(next);
        return new State(
                        armed,
                        current,
                        next,
                        List.copyOf(left),
                        plain ? why : failure,
                        plain ? claimsFailure : why,
                        past,
                        false)
                .used(used);
    }

    /** What queues and is still wanted; what is not can't be joined any more. */
    private List<Flight> wanted() {
        List<Flight> left = new ArrayList<>(queue.size());
        for (Flight waiting : queue) {
            if (!waiting.waiters.dropIfNone()) {
                left.add(waiting);
            }
        }
        return left;
    }

    /** Whether somebody waits for a plain flight that has not taken off. */
    boolean keepsPlainWaiting() {
        for (Flight waiting : queue) {
            if (waiting.claims == null && waiting.waiters.any()) {
                return true;
            }
        }
        return false;
    }

    /** Whoever reads the token from now on looks at the clocks first. */
    State disarmed() {
        return new State(null, current, flight, queue, failure, claimsFailure, past, closed).used(used);
    }

    State rearmed(CachedToken standing) {
        return new State(standing.token(), standing, flight, queue, failure, claimsFailure, past, closed).used(used);
    }

    /** Without the token, which has ended. */
    State ended() {
        return new State(null, null, flight, queue, failure, claimsFailure, past, closed);
    }

    /** Without the token, which a resource has rejected. */
    State rejected(CachedToken refused, long nanos) {
        Past since = past.with(new Rejection(refused.token(), refused.flight(), nanos));
        return new State(null, null, flight, queue, failure, claimsFailure, since, closed);
    }

    boolean remembersFailures() {
        return failure != null || claimsFailure != null;
    }

    State forgettingFailures() {
        return new State(armed, current, flight, queue, null, null, past, closed).used(used);
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

    /** The failure that speaks against another flight with these claims now, for callers whom no token serves; or null. */
    @Nullable
    Failure held(@Nullable String claims, long nanos, long millis) {
        Failure last = claims == null ? failure : claimsFailure;
        boolean same = last != null && (claims == null || claims.equals(last.claims()));
        boolean serving = claims == null && current != null && current.usable(nanos, millis);
        return last != null && same && last.holds(serving, nanos) ? last : null;
    }

    /** Whether no failure speaks against a renewal now. */
    boolean mayTryAgain(long nanos) {
        return failure == null || nanos >= failure.renewAfter();
    }

    /** Whether a flight that was given up comes too late: a later one has brought a token. */
    boolean overtook(Flight late) {
        return past.flight() > late.number;
    }

    /** Whether this is a token that a resource has rejected. */
    boolean hasRejected(AccessToken token) {
        for (Rejection one : past.rejections()) {
            if (one.token().value().equals(token.value())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the token is missing because a resource has rejected it. */
    boolean lacksRejected() {
        Rejection last = past.rejection();
        return current == null && last != null && last.flight() == past.flight();
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
        if (current == null) {
            return wake;
        }
        long due = current.dueAt(nanos, millis);
        if (armed != null) {
            return Math.min(wake, due);
        }
        if (mayBeRenewed()) {
            long next = Math.max(due, Math.max(gateUntil, failure == null ? 0 : failure.renewAfter()));
            return next < current.endAt(nanos, millis) ? next : RefreshRuntime.NEVER;
        }
        return wake;
    }
}
