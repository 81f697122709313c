package io.github.wicredential.internal.cache;

import io.github.wicredential.WorkloadIdentityException;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is remembered for a while, so that callers don't repeat it.
 *
 * @param kind its class
 * @param cause what went wrong; each caller gets a copy of its own
 * @param holdUntil running time before which no request is made
 * @param consecutive how many flights in a row have failed
 * @param claims the claims challenge that failed, or null for a plain flight
 */
record Failure(
        FailureClass kind,
        WorkloadIdentityException cause,
        long holdUntil,
        int consecutive,
        @Nullable String claims) {

    boolean holds(long nanos) {
        return nanos < holdUntil;
    }
}
