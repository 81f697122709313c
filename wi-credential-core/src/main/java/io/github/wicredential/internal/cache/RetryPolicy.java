package io.github.wicredential.internal.cache;

import io.github.wicredential.AssertionException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.network.NetworkFault;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a kind of failure: how many requests one flight makes while a caller waits, the pauses between
 * them, and how long no request follows afterwards, with and without a token that serves callers.
 *
 * <p>The kind is decided by transport, then status, then OAuth error. Whether a refusal is worth a retry is read from
 * the guide, which also explains it to people; an unknown code is judged by its error or status.
 */
@SuppressWarnings("ImmutableEnumChecker") // A wait is three numbers.
enum RetryPolicy {
    //                  tries, pause between,        hold while a token serves, hold without one, in milliseconds

    /**
     * The network, an intermediary or the authority has a problem: patience for a sidecar or gateway that is
     * starting.
     */
    TRANSIENT(5, doubling(1_000, 4_000), doubling(1_000, 60_000), doubling(250, 10_000)),
    /**
     * Nothing was sent: no name, no connection. While a caller waits, attempts continue until its deadline.
     */
    UNREACHED(Integer.MAX_VALUE, doubling(1_000, 4_000), doubling(1_000, 60_000), doubling(250, 4_000)),
    /**
     * The peer is not trusted, or the TLS handshake failed: one more attempt for a gateway that is starting, but
     * callers should know soon, because this seldom passes.
     */
    TLS(2, between(200, 500), doubling(1_000, 60_000), doubling(250, 10_000)),
    /**
     * The authority asks for a pause, with or without a duration. While a token serves callers, a long pause costs
     * nothing, and each premature request of a fleet keeps the others throttled.
     */
    THROTTLED(3, doubling(1_000, 16_000), between(150_000, 300_000), doubling(250, 10_000)),
    /** A federated credential or application that may not have reached every node of the directory yet. */
    PROPAGATION(3, between(500, 2_000), doubling(1_000, 60_000), doubling(2_000, 30_000)),
    /** The assertion is outside its valid time; read again, it may be a newer one. */
    ASSERTION_TIME(2, between(0, 0), between(5_000, 15_000), between(2_000, 10_000)),
    /** The token file is missing or not readable, perhaps only for the moment of a swap. */
    LOCAL_FILE(5, between(200, 200), between(1_000, 10_000), doubling(1_000, 10_000)),
    /** Something has to be changed. */
    PERMANENT(1, between(0, 0), doubling(30_000, 300_000), doubling(15_000, 300_000));

    /** There is no next attempt. */
    static final long NONE = -1;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private static final Wait UNSTATED_THROTTLE = doubling(1_000, 60_000);
    private static final Duration LONGEST_THROTTLE = Duration.ofMinutes(10);
    private static final long LONGEST_TO_WAIT_OUT = millis(5_000);
    private static final long FOR_THE_LAST_TRY = millis(1_000);
    private static final long LEAST_PAUSE = millis(200);
    private static final long LEAST_HOLD = millis(1_000);
    private static final long LAST_CHANCE = millis(120_000);

    private final int tries;
    private final Wait pause;
    private final Wait serving;
    private final Wait failing;

    RetryPolicy(int tries, Wait pause, Wait serving, Wait failing) {
        this.tries = tries;
        this.pause = pause;
        this.serving = serving;
        this.failing = failing;
    }

    /** A time span with a random spread; a doubling one is spread from half of its value to all of it. */
    private record Wait(long first, long most, boolean doubles) {

        long nanos(int doublings, double random) {
            if (!doubles) {
                return first + (long) (random * (most - first));
            }
            long value = Math.min(most, first << Math.min(doublings, 16));
            return value / 2 + (long) (random * (value / 2.0));
        }
    }

    private static Wait doubling(long firstMillis, long mostMillis) {
        return new Wait(millis(firstMillis), millis(mostMillis), true);
    }

    private static Wait between(long leastMillis, long mostMillis) {
        return new Wait(millis(leastMillis), millis(mostMillis), false);
    }

    static RetryPolicy of(WorkloadIdentityException failure) {
        if (failure instanceof AssertionException) {
            return LOCAL_FILE;
        }
        if (!(failure instanceof TokenExchangeException refused)) {
            return PERMANENT;
        }
        if (refused.status() == TOO_MANY_REQUESTS
                || (refused.status() == UNAVAILABLE && refused.retryAfter().isPresent())) {
            return THROTTLED;
        }
        if (Exceptions.details(refused).unsent()) {
            return UNREACHED;
        }
        if (refused.retryable()) {
            Throwable cause = refused.getCause();
            return cause != null && NetworkFault.of(cause).kind().tls() ? TLS : TRANSIENT;
        }
        return advised(Guide.get().find(Exceptions.details(refused)).retry());
    }

    private static RetryPolicy advised(GuideEntry.Retry advice) {
        return switch (advice) {
            case NEVER, SLOWLY -> PERMANENT;
            case SETTLING -> PROPAGATION;
            case REREAD -> ASSERTION_TIME;
            case LATER -> TRANSIENT;
        };
    }

    /** Whether a hold is likely to be over soon, so that a caller should wait for the next request. */
    boolean worthWaiting(long hold) {
        boolean passes = this == TRANSIENT || this == UNREACHED || this == THROTTLED || this == LOCAL_FILE;
        return passes && hold <= LONGEST_TO_WAIT_OUT;
    }

    /**
     * The pause before the next request of a flight for which a caller waits, or {@link #NONE}.
     *
     * <p>{@code tried} requests were made, of which the last took {@code took}; the authority asks for a pause of
     * {@code asked}, or {@link #NONE} if it does not say, and its gate opens after {@code gate}; a caller waits for
     * another {@code left}.
     */
    long nextTry(int tried, long asked, long gate, long took, long left, double random) {
        boolean unstated = this == THROTTLED && asked == NONE;
        if (!unstated && tried >= tries) {
            return NONE;
        }
        long next = unstated ? Math.max(0, gate) : pause(tried, random);
        if (this == THROTTLED || this == TRANSIENT) {
            next = Math.max(next, asked);
        }
        // A request as long as the last one must also end in time; otherwise there is only the timeout to report.
        return fitting(next, this == TRANSIENT ? left - took : left);
    }

    /** The pause, shortened to the time that is left; {@link #NONE} if none fits. */
    long fitting(long pause, long left) {
        if (this != UNREACHED) {
            return pause < left ? pause : NONE;
        }
        // The time that is left at the end is used for a last attempt.
        long kept = left > FOR_THE_LAST_TRY + LEAST_PAUSE ? FOR_THE_LAST_TRY : left / 2;
        long shorter = Math.min(pause, left - kept);
        return shorter >= LEAST_PAUSE && shorter < left ? shorter : NONE;
    }

    /** How many requests one flight may make while a caller waits and the pauses between them fit. */
    int tries() {
        return tries;
    }

    /** The pause before the next request of the same flight. */
    long pause(int tried, double random) {
        return pause.nanos(tried - 1, random);
    }

    /** How long no request is made while callers are served by a usable token, after that many failures in a row. */
    long holdWithToken(int step, double random) {
        return serving.nanos(step, random);
    }

    /** How long callers fail immediately while there is no usable token. */
    long holdWithoutToken(int step, double random) {
        return failing.nanos(step, random);
    }

    /**
     * The same for a token that was usable for {@code life} at first and still is for {@code remaining}, from an
     * authority that asks for a pause of {@code gate}. There is at least one attempt in the last two minutes of the
     * token, and more as its expiry approaches. No pause that was chosen while it serves callers outlives it.
     */
    long holdWithToken(long gate, long life, long remaining, int step, double random) {
        long lastChance = Math.min(LAST_CHANCE, life / 10);
        long most = remaining > lastChance ? remaining - lastChance : remaining / 2;
        long hold = Math.min(holdWithToken(step, random), Math.min(remaining, Math.max(most, LEAST_HOLD)));
        return this == THROTTLED ? Math.max(hold, gate) : hold;
    }

    long holdWithoutToken(long gate, int step, double random) {
        long hold = holdWithoutToken(step, random);
        return this == THROTTLED ? Math.max(hold, gate) : hold;
    }

    /** The pause that the authority asks for, or null if it does not say. */
    static @Nullable Duration asked(WorkloadIdentityException failure) {
        Duration asked = failure instanceof TokenExchangeException refused
                ? refused.retryAfter().orElse(null)
                : null;
        return asked == null || asked.compareTo(LONGEST_THROTTLE) <= 0 ? asked : LONGEST_THROTTLE;
    }

    /** How long no request follows a refusal that names no duration; a minute only if it is repeated. */
    static long throttled(int inARow, double random) {
        return UNSTATED_THROTTLE.nanos(inARow - 1, random);
    }

    private static long millis(long value) {
        return TimeUnit.MILLISECONDS.toNanos(value);
    }
}
