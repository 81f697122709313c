package io.github.wicredential.internal.cache;

import io.github.wicredential.CredentialEvent.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What one call asks of an entry beyond "a token".
 *
 * @param claims the claims challenge to answer, or null
 * @param timeoutNanos how long the caller is ready to wait
 * @param minRemainingNanos how long the token must still be usable
 * @param reason why a flight is started for it
 */
record Wish(@Nullable String claims, long timeoutNanos, long minRemainingNanos, Reason reason) {}
