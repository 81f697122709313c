package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a flight ends: the state is published first, the timer set second, the waiters freed third, and listeners hear of
 * it last.
 */
final class Landing {

    private Landing() {}

    /** A flight has brought a token. */
    static void granted(Entry entry, Flight flight, CachedToken brought, int tries, long duration) {
        State s;
        State next;
        boolean late;
        CachedToken won;
        do {
            s = entry.state();
            late = s.flight != flight;
            if (s.hasRejected(brought.token())) {
                failed(entry, flight, Failures.rejectedAgain(), tries, duration);
                return;
            }
            if (s.closed || (late && s.overtook(flight))) {
                return;
            }
            won = withProgress(entry, s.current, brought);
            next = late ? s.grantedLate(won) : s.granted(won, flight.waiters.everAny());
        } while (!entry.cas(s, next));
        entry.guard();
        flight.waiters.result().complete(won.token());
        if (late && s.flight != null && s.flight.answers(null)) {
            s.flight.waiters.serve(won.token());
        }
        if (!late) {
            freeQueue(entry, s, next, won.token());
        }
        if (won.token() != brought.token()) {
            long now = entry.settings.runtime().nanos();
            long wait = won.dueAt(now, entry.settings.runtime().millis()) - now;
            entry.settings.events().noProgress(entry.target.scope(), wait);
        }
        entry.settings.events().refreshSucceeded(entry.target.scope(), flight.reason, tries, duration, won.token());
    }

    /** Plain flights that queued have their token now; the next one with claims takes off. */
    private static void freeQueue(Entry entry, State before, State after, AccessToken token) {
        for (Flight waiting : before.queue) {
            if (waiting.claims == null) {
                waiting.waiters.result().complete(token);
            }
        }
        if (after.flight != null) {
            after.flight.launch();
        }
    }

    private static CachedToken withProgress(Entry entry, @Nullable CachedToken present, CachedToken brought) {
        boolean same = present != null
                && present.token().value().equals(brought.token().value());
        if (present == null || (!same && brought.outlives(present))) {
            return brought;
        }
        RefreshRuntime runtime = entry.settings.runtime();
        return brought.withoutProgress(runtime.nanos(), runtime.millis());
    }

    /** A flight is over without a token. */
    static void failed(Entry entry, Flight flight, WorkloadIdentityException cause, int tries, long duration) {
        CacheSettings settings = entry.settings;
        RetryPolicy policy = RetryPolicy.of(cause);
        State s;
        State next;
        Failure failure;
        boolean usable;
        long nanos;
        do {
            s = entry.state();
            if (s.flight != flight) {
                flight.waiters.result().completeExceptionally(cause);
                return;
            }
            nanos = settings.runtime().nanos();
            long millis = settings.runtime().millis();
            CachedToken lease = s.current;
            long remaining = lease == null ? 0 : lease.remaining(nanos, millis);
            usable = remaining > 0;
            // No token serves those who wait for the answer to a challenge.
            boolean serving = usable && flight.claims == null;
            Failure last = flight.claims == null ? s.failure : s.claimsFailure;
            int consecutive = last == null ? 1 : last.consecutive() + 1;
            int step = last == null || last.serving() != serving ? 1 : last.step() + 1;
            long pause = entry.gate.until() - nanos;
            double chance = settings.random().getAsDouble();
            Duration stated = policy == RetryPolicy.TRANSIENT ? RetryPolicy.asked(cause) : null;
            long asked = stated == null ? 0 : stated.toNanos();
            long ask = Math.max(asked, policy.holdWithoutToken(pause, step, chance));
            long renew = lease != null && serving
                    ? Math.max(
                            asked, policy.holdWithToken(pause, lease.times().usable(), remaining, step, chance))
                    : ask;
            failure = new Failure(policy, cause, serving, nanos + renew, nanos + ask, step, consecutive, flight.claims);
            next = s.failed(failure, entry.renewalAfter(flight, s, nanos, millis));
        } while (!entry.cas(s, next));
        entry.guard();
        flight.waiters.result().completeExceptionally(cause);
        if (next.flight != null) {
            next.flight.launch();
        }
        settings.events().refreshFailed(entry.target.scope(), flight.reason, tries, duration, cause, failure.renewAfter() - nanos, failure.consecutive(), usable);
    }
}
