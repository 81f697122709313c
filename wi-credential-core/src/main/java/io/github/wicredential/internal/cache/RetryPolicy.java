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
 * What is done about a kind of failure: how many requests one flight makes while somebody waits, the pause between
 * them, and how long nothing is asked afterwards, while a token serves and without one.
 *
 * <p>The kind is decided by transport, then status, then OAuth error. What a refusal is worth is read from the guide,
 * which also tells people; a code that it does not know counts by its error or status.
 */
@SuppressWarnings("ImmutableEnumChecker") // A wait is three numbers.
enum RetryPolicy {
    //                  tries, pause between,        hold while a token serves, hold without one, in milliseconds

    /** The network, what stands between or the authority is not well: patience for a sidecar or gateway that starts. */
    TRANSIENT(5, doubling(1_000, 4_000), doubling(1_000, 60_000), doubling(250, 10_000)),
    /**
     * Nothing was sent: no name, no connection. While somebody waits it is tried again to the end of their patience.
     */
    UNREACHED(Integer.MAX_VALUE, doubling(1_000, 4_000), doubling(1_000, 60_000), doubling(250, 4_000)),
    /**
     * The peer is not trusted, or TLS is not agreed on: once more for a gateway that starts, but whoever waits is to
     * know soon, since it seldom passes.
     */
    TLS(2, between(200, 500), doubling(1_000, 60_000), doubling(250, 10_000)),
    /**
     * The authority asks for a pause, for a certain time or without saying for how long. While a token serves nothing is
     * lost by a long one, and each request of a fleet that comes too soon keeps the others throttled.
     */
    THROTTLED(3, doubling(1_000, 16_000), between(150_000, 300_000), doubling(250, 10_000)),
    /** A federated credential or application that may not have reached every node of the directory yet. */
    PROPAGATION(3, between(500, 2_000), doubling(1_000, 60_000), doubling(2_000, 30_000)),
    /** The assertion is outside its valid time; read again, it may be a newer one. */
    ASSERTION_TIME(2, between(0, 0), between(5_000, 15_000), between(2_000, 10_000)),
    /** The token file is missing or not readable, perhaps only for the moment of a swap. */
    LOCAL_FILE(5, between(200, 200), between(1_000, 10_000), doubling(1_000, 10_000)),
    /** Somebody has to change something. */
    PERMANENT(1, between(0, 0), doubling(30_000, 300_000), doubling(15_000, 300_000));

    /** There is no next try. */
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

    /** A span of time that chance spreads; what doubles is spread from half of the value to all of it. */
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

    /** Whether a hold is likely to be over soon, so that waiting for the next request is worth a caller's time. */
    boolean worthWaiting(long hold) {
        boolean passes = this == TRANSIENT || this == UNREACHED || this == THROTTLED || this == LOCAL_FILE;
        return passes && hold <= LONGEST_TO_WAIT_OUT;
    }

    /**
     * The pause before the next request of a flight for which somebody waits, or {@link #NONE}.
     *
     * <p>{@code tried} requests were made, of which the last took {@code took}; the authority wants {@code asked}, or
     * {@link #NONE} if it does not say, and until its gate opens {@code gate} is left; somebody waits for {@code left}.
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
        // What takes as long as the last time has to end in time, too, or there is nothing but the time-out to report.
        return fitting(next, this == TRANSIENT ? left - took : left);
    }

    /** The pause, or what of it fits into what is left; {@link #NONE} if none does. */
    long fitting(long pause, long left) {
        if (this != UNREACHED) {
            return pause < left ? pause : NONE;
        }
        // What is left at the end is for a last try, and not for nothing.
        long kept = left > FOR_THE_LAST_TRY + LEAST_PAUSE ? FOR_THE_LAST_TRY : left / 2;
        long shorter = Math.min(pause, left - kept);
        return shorter >= LEAST_PAUSE && shorter < left ? shorter : NONE;
    }

    /** How many requests one flight may make while somebody waits, and the pauses between them fit. */
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

    /** How long callers are told of the failure at once, there being no usable token. */
    long holdWithoutToken(int step, double random) {
        return failing.nanos(step, random);
    }

    /**
     * The same for a token that was usable for {@code life} at first and still is for {@code remaining}, of an
     * authority that wants to be left alone for {@code gate}. There is one try at least in the last two minutes of the
     * token, and then more, the nearer its end is. Nothing that was chosen while it serves outlives it.
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

    /** How long the authority wants not to be asked, or null if it does not say. */
    static @Nullable Duration asked(WorkloadIdentityException failure) {
        Duration asked = failure instanceof TokenExchangeException refused
                ? refused.retryAfter().orElse(null)
                : null;
        return asked == null || asked.compareTo(LONGEST_THROTTLE) <= 0 ? asked : LONGEST_THROTTLE;
    }

    /** How long nothing is asked after a refusal that does not say for how long; a minute only if it is repeated. */
    static long throttled(int inARow, double random) {
        return UNSTATED_THROTTLE.nanos(inARow - 1, random);
    }

    private static long millis(long value) {
        return TimeUnit.MILLISECONDS.toNanos(value);
    }
}
