package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What outlives a token: the highest number of a flight that obtained one, the last rejections by a resource, newest
 * first, and the last failures of a plain flight and of one with claims since the last success.
 */
record History(
        long flight,
        List<Rejection> rejections,
        @Nullable Failure failure,
        @Nullable Failure claimsFailure) {

    static final History NONE = new History(0, List.of(), null, null);

    private static final long BETWEEN_REJECTIONS = TimeUnit.SECONDS.toNanos(30);
    // At most one in 30 s is accepted, and tokens seldom last longer than an hour; an authority repeats the latest.
    private static final int REMEMBERED = 16;

    /** A token that a resource has rejected, the flight that obtained it, and when the rejection was reported. */
    record Rejection(AccessToken token, long flight, long nanos) {}

    /**
     * A failure that is remembered for a while, so that callers do not repeat the request; each gets a copy of the
     * cause.
     *
     * <p>No refresh is attempted before {@code refreshAfter} while a token serves callers, and callers without a
     * token fail immediately before {@code askAfter}. It is {@code serving} if a token served callers of this kind
     * then: what was decided for that time ends with the token. In this phase {@code step} flights in a row have
     * failed, and {@code consecutive} in total.
     */
    record Failure(
            RetryPolicy policy,
            WorkloadIdentityException cause,
            boolean serving,
            long refreshAfter,
            long askAfter,
            int step,
            int consecutive,
            @Nullable String claims) {

        /**
         * After another failure, or null, while that token serves, or null; the authority asks for a pause of
         * {@code gate}.
         */
        static Failure after(
                @Nullable Failure last,
                WorkloadIdentityException cause,
                @Nullable String claims,
                @Nullable CachedToken token,
                long gate,
                long nanos,
                long millis,
                double chance) {
            RetryPolicy policy = RetryPolicy.of(cause);
            long remaining = token == null ? 0 : token.remaining(nanos, millis);
            // No token serves callers that wait for the answer to a challenge.
            boolean serving = remaining > 0 && claims == null;
            int consecutive = last == null ? 1 : last.consecutive + 1;
            int step = last == null || last.serving != serving ? 1 : last.step + 1;
            boolean throttled = policy == RetryPolicy.THROTTLED;
            Duration stated = throttled || policy == RetryPolicy.TRANSIENT ? RetryPolicy.asked(cause) : null;
            long asked = stated == null ? 0 : Math.max(throttled ? gate : 0, stated.toNanos());
            long ask = Math.max(asked, policy.holdWithoutToken(gate, step, chance));
            // If the authority says for how long, no long pause has to be guessed.
            RetryPolicy pauses = stated == null ? policy : RetryPolicy.TRANSIENT;
            long renew = token != null && serving
                    ? Math.max(asked, pauses.holdWithToken(gate, token.times().usable(), remaining, step, chance))
                    : ask;
            return new Failure(policy, cause, serving, nanos + renew, nanos + ask, step, consecutive, claims);
        }

        /** The same for callers that fail until then: it was not this token's request that failed. */
        Failure until(long other) {
            return new Failure(policy, cause, serving, Math.max(refreshAfter, other), other, step, consecutive, claims);
        }
    }

    /** After a flight that obtained a token, and with it the answer to its claims, if any. */
    History granted(CachedToken brought) {
        return new History(brought.flight(), rejections, null, null);
    }

    /** After a flight that obtained a token after it had been given up. */
    History grantedLate(CachedToken brought) {
        return new History(brought.flight(), rejections, null, claimsFailure);
    }

    History failed(Failure last) {
        return last.claims() == null
                ? new History(flight, rejections, last, claimsFailure)
                : new History(flight, rejections, failure, last);
    }

    History rejected(CachedToken refused, long nanos) {
        List<Rejection> all = new ArrayList<>();
        all.add(new Rejection(refused.token(), refused.flight(), nanos));
        all.addAll(rejections.subList(0, Math.min(rejections.size(), REMEMBERED - 1)));
        return new History(flight, List.copyOf(all), failure, claimsFailure);
    }

    History withoutFailures() {
        return new History(flight, rejections, null, null);
    }

    boolean hasFailures() {
        return failure != null || claimsFailure != null;
    }

    /** The last failure of a flight with claims, or of a plain one for null; null if there was none. */
    @Nullable
    Failure failure(@Nullable String claims) {
        return claims == null ? failure : claimsFailure;
    }

    /** Whether no remembered failure prevents a refresh now. */
    boolean mayRefresh(long nanos) {
        return failure == null || nanos >= failure.refreshAfter();
    }

    /** Whether a flight that was given up comes too late: a later one has obtained a token. */
    boolean overtook(Flight late) {
        return flight > late.number;
    }

    /** Whether this is a token that a resource has rejected. */
    boolean hasRejected(AccessToken token) {
        for (Rejection one : rejections) {
            if (one.token().value().equals(token.value())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the last token that was obtained was rejected. */
    boolean endsWithRejection() {
        return !rejections.isEmpty() && rejections.get(0).flight() == flight;
    }

    /** Whether a rejection is accepted: not so soon after another, so that a resource cannot cause a request storm. */
    boolean mayReject(long nanos) {
        return rejections.isEmpty() || nanos - rejections.get(0).nanos() >= BETWEEN_REJECTIONS;
    }
}
