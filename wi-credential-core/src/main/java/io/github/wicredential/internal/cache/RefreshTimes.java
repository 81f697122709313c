package io.github.wicredential.internal.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a token is to be refreshed, and until when it may be handed out: nanoseconds from the moment before it was
 * requested. {@code due} is less than {@code usable}, which is less than the token's lifetime.
 */
record RefreshTimes(long due, long usable) {

    // No process runs longer, and sums of running times stay in range.
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    /**
     * Decides the times for the lifetime that the authority stated. It may ask for a refresh after {@code refreshIn},
     * and the application may ask for a refresh {@code refreshWindow} before expiry. {@code random}, from 0
     * (inclusive) to 1, spreads the refreshes of many pods.
     */
    static RefreshTimes of(
            Duration life, @Nullable Duration refreshIn, @Nullable Duration refreshWindow, double random) {
        long l = Math.max(1, nanos(life));
        long usable = l - Math.min(l / 4, clamp(l / 50, 5 * SECOND, MINUTE));
        long latest = Math.max(1, usable - Math.min(MINUTE, l / 10) - 1);
        long ruled = refreshWindow == null ? byRule(l) : Math.max(l / 4, l - nanos(refreshWindow));
        long asked = refreshIn == null ? 0 : nanos(refreshIn);
        if (asked > 0 && asked < l) {
            long honoured = Math.max(asked, Math.min(5 * SECOND, l / 4));
            ruled = refreshWindow == null ? honoured : Math.min(ruled, honoured);
        }
        long unjittered = Math.min(ruled, latest);
        long floor = Math.min(unjittered, Math.min(30 * SECOND, l / 2));
        long due = Math.max(floor, unjittered - (long) (random * (unjittered / 10.0)));
        return new RefreshTimes(due, usable);
    }

    /**
     * The time of the next attempt after the authority returned a token that expires no later than the current one,
     * {@code now} nanoseconds into its lifetime.
     */
    RefreshTimes withoutProgress(long now) {
        long next = now + Math.max(30 * SECOND, (usable - now) / 4);
        return new RefreshTimes(Math.min(next, usable - 1), usable);
    }

    /** A duration in the engine's unit, limited to a hundred years. */
    static long nanos(Duration any) {
        return (any.compareTo(LONGEST) > 0 ? LONGEST : any).toNanos();
    }

    /**
     * A token with a long lifetime (CAE tokens last a day) is refreshed after half of it; an ordinary one a quarter
     * of an hour before expiry.
     */
    private static long byRule(long life) {
        if (life >= 2 * HOUR) {
            return life / 2;
        }
        long window = Math.max(Math.min(life / 4, 20 * MINUTE), Math.min(5 * MINUTE, life / 2));
        return life - window;
    }

    private static long clamp(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }
}
