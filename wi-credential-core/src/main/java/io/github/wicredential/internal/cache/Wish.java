package io.github.wicredential.internal.cache;

import io.github.wicredential.IdentityEvent.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one call asks of an entry beyond "a token".
 *
 * @param claims the claims challenge to answer, or null
 * @param timeoutNanos how long the caller is ready to wait
 * @param minRemainingNanos how long the token must still be usable
 * @param reason why a flight is started for it
 */
record Wish(@Nullable String claims, long timeoutNanos, long minRemainingNanos, Reason reason) {

    /** No process runs longer, and sums of running times stay in range. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** A duration as the engine counts it: more than a hundred years are a hundred years. */
    static long nanos(Duration any) {
        return (any.compareTo(LONGEST) > 0 ? LONGEST : any).toNanos();
    }
}
