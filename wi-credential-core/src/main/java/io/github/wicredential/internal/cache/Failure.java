package io.github.wicredential.internal.cache;

import io.github.wicredential.WorkloadIdentityException;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is remembered for a while, so that callers don't repeat it.
 *
 * @param policy what is done about it
 * @param cause what went wrong; each caller gets a copy of its own
 * @param serving whether a token served callers of this kind then; what was decided for that time ends with it
 * @param renewAfter running time before which no renewal is tried while a token serves
 * @param askAfter running time before which callers whom no token serves are told of the failure at once
 * @param step how many flights in a row have failed in this phase, with or without a token that serves
 * @param consecutive how many flights in a row have failed
 * @param claims the claims challenge that failed, or null for a plain flight
 */
record Failure(
        RetryPolicy policy,
        WorkloadIdentityException cause,
        boolean serving,
        long renewAfter,
        long askAfter,
        int step,
        int consecutive,
        @Nullable String claims) {

    /** Whether callers whom no token serves are told of it at once. */
    boolean holds(boolean servingNow, long nanos) {
        return serving == servingNow && nanos < askAfter;
    }
}
