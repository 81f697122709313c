package io.github.wicredential.spring.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to the tokens for one scope. One that is not used is left to expire; the failure is why it was not
 * refreshed, if that was tried last.
 */
record ScopeActivity(@Nullable Instant expiresAt, boolean used, TokenSnapshot.@Nullable Failure failure) {

    static final ScopeActivity NEW = new ScopeActivity(null, false, null);

    ScopeActivity granted(Instant until) {
        return new ScopeActivity(expiresAt != null && expiresAt.isAfter(until) ? expiresAt : until, true, null);
    }

    ScopeActivity failed(TokenSnapshot.Failure last) {
        return new ScopeActivity(expiresAt, used, last);
    }

    ScopeActivity rejected() {
        return new ScopeActivity(null, false, failure);
    }

    ScopeActivity lapsed() {
        return new ScopeActivity(expiresAt, false, null);
    }
}
