package io.github.wicredential.internal.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a token is to be renewed, and until when it may be handed out, counted from the moment before it was asked for.
 *
 * @param due nanoseconds until renewal; less than {@code usable}
 * @param usable nanoseconds until the token is no longer handed out; less than its life
 */
record RefreshTimes(long due, long usable) {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    /**
     * Decides the times.
     *
     * @param life the life that the authority stated, positive
     * @param refreshIn after what time the authority wants to be asked again, or null
     * @param window how long before the end the application wants renewal to begin, or null for the rule below
     * @param random a number from 0 (inclusive) to 1, which spreads the renewals of many pods
     */
    static RefreshTimes of(Duration life, @Nullable Duration refreshIn, @Nullable Duration window, double random) {
        long l = Math.max(1, Wish.nanos(life));
        long usable = l - Math.min(l / 4, clamp(l / 50, 5 * SECOND, MINUTE));
        long latest = Math.max(1, usable - Math.min(MINUTE, l / 10) - 1);
        long ruled = window == null ? byRule(l) : Math.max(l / 4, l - Wish.nanos(window));
        long asked = refreshIn == null ? 0 : Wish.nanos(refreshIn);
        if (asked > 0 && asked < l) {
            long honoured = Math.max(asked, Math.min(5 * SECOND, l / 4));
            ruled = window == null ? honoured : Math.min(ruled, honoured);
        }
        long unjittered = Math.min(ruled, latest);
        long floor = Math.min(unjittered, Math.min(30 * SECOND, l / 2));
        long due = Math.max(floor, unjittered - (long) (random * (unjittered / 10.0)));
        return new RefreshTimes(due, usable);
    }

    /**
     * The time of the next try when the authority answered with a token that ends no later than the present one.
     *
     * @param now nanoseconds already gone of the token's life
     */
    RefreshTimes withoutProgress(long now) {
        long next = now + Math.max(30 * SECOND, (usable - now) / 4);
        return new RefreshTimes(Math.min(next, usable - 1), usable);
    }

    /** A long life (CAE tokens last a day) is renewed at half of it; an ordinary one a quarter of an hour before its end. */
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
