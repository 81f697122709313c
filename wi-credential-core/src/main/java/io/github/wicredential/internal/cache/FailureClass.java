package io.github.wicredential.internal.cache;

import io.github.wicredential.AssertionException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What kind of failure it was, and so how long to hold back.
 *
 * <p>Decided by transport, then status, then OAuth error. What a refusal is worth is read from the guide, which also tells
 * people; a code that it does not know counts by its error or status.
 */
enum FailureClass {
    /** The network, what stands between or the authority is not well: patience for a sidecar or gateway that starts. */
    TRANSIENT(5),
    /** Nothing was sent: no name, no connection. While somebody waits it is tried again to the end of their patience. */
    UNREACHED(Integer.MAX_VALUE),
    /** The authority asks for a pause, for a certain time or without saying for how long. */
    THROTTLED(3),
    /** A federated credential or application that may not have reached every node of the directory yet. */
    PROPAGATION(3),
    /** The assertion is outside its valid time; read again, it may be a newer one. */
    ASSERTION_TIME(2),
    /** The token file is missing or not readable, perhaps only for the moment of a swap. */
    LOCAL_FILE(5),
    /** Somebody has to change something. */
    PERMANENT(1);

    private static final int TOO_MANY_REQUESTS = 429;

    private static final int UNAVAILABLE = 503;

    private static final Duration LONGEST_THROTTLE = Duration.ofMinutes(10);
    private static final long LONGEST_PAUSE = millis(4000);
    private static final long FOR_THE_LAST_TRY = millis(1000);
    private static final long LEAST_PAUSE = millis(200);

    private final int tries;

    FailureClass(int tries) {
        this.tries = tries;
    }

    static FailureClass of(WorkloadIdentityException failure) {
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
            return TRANSIENT;
        }
        return advised(Guide.get().find(Exceptions.details(refused)).retry());
    }

    private static FailureClass advised(GuideEntry.Retry advice) {
        return switch (advice) {
            case NEVER, SLOWLY -> PERMANENT;
            case SETTLING -> PROPAGATION;
            case REREAD -> ASSERTION_TIME;
            case LATER -> TRANSIENT;
        };
    }

    /** Whether it is likely to be over soon, so that waiting for the next request is worth a caller's time. */
    boolean passes() {
        return this == TRANSIENT || this == UNREACHED || this == THROTTLED || this == LOCAL_FILE;
    }

    /** How many requests one flight may make while somebody waits, and the pauses between them fit. */
    int tries() {
        return tries;
    }

    /**
     * The pause before the next request of a flight for which somebody waits, or {@link NextTry#NONE}.
     *
     * @param left how long they do
     */
    long nextTry(long pause, long left) {
        // What is left at the end is for a last try, and not for nothing.
        long kept = left > FOR_THE_LAST_TRY + LEAST_PAUSE ? FOR_THE_LAST_TRY : left / 2;
        long fitting = this == UNREACHED ? Math.min(pause, left - kept) : pause;
        boolean fits = fitting < left && (this != UNREACHED || fitting >= LEAST_PAUSE);
        return fits ? fitting : NextTry.NONE;
    }

    /** The pause before the next request of the same flight. */
    long pause(int tried, double random) {
        return switch (this) {
            case THROTTLED -> spread(random, millis(1000L << Math.min(tried - 1, 4)));
            case TRANSIENT, UNREACHED ->
                spread(random, Math.min(LONGEST_PAUSE, millis(1000L << Math.min(tried - 1, 4))));
            case PROPAGATION -> millis(500) + (long) (random * millis(1500));
            case LOCAL_FILE -> millis(200);
            case ASSERTION_TIME, PERMANENT -> 0;
        };
    }

    /** How long no request is made while callers are served by a usable token. */
    long holdWithToken(int consecutive, double random) {
        return switch (this) {
            case TRANSIENT, UNREACHED, THROTTLED, PROPAGATION -> spread(random, doubling(1, consecutive, 60));
            case ASSERTION_TIME -> seconds(5) + (long) (random * seconds(10));
            case LOCAL_FILE -> seconds(1) + (long) (random * seconds(9));
            case PERMANENT -> spread(random, doubling(30, consecutive, 300));
        };
    }

    /** How long callers are told of the failure at once, there being no usable token. */
    long holdWithoutToken(int consecutive, double random) {
        return switch (this) {
            case TRANSIENT, THROTTLED ->
                spread(random, Math.min(seconds(10), millis(250L << Math.min(consecutive, 6))));
            case UNREACHED -> spread(random, Math.min(LONGEST_PAUSE, millis(250L << Math.min(consecutive, 6))));
            case PROPAGATION -> spread(random, doubling(2, consecutive, 30));
            case ASSERTION_TIME -> seconds(2) + (long) (random * seconds(8));
            case LOCAL_FILE -> spread(random, doubling(1, consecutive, 10));
            case PERMANENT -> spread(random, doubling(15, consecutive, 300));
        };
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
        return spread(random, doubling(1, inARow - 1, 60));
    }

    /** From half of the value to all of it. */
    private static long spread(double random, long value) {
        return value / 2 + (long) (random * (value / 2.0));
    }

    private static long doubling(long firstSeconds, int times, long mostSeconds) {
        return seconds(Math.min(mostSeconds, firstSeconds << Math.min(times, 16)));
    }

    private static long seconds(long value) {
        return TimeUnit.SECONDS.toNanos(value);
    }

    private static long millis(long value) {
        return TimeUnit.MILLISECONDS.toNanos(value);
    }
}
