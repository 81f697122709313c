package io.github.wicredential.spring.internal;

import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.spring.internal.TokenActivity.ScopeActivity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one identity at one moment: when the last of the valid ones expires, and when the first of those in use
 * does or did; null if there is none. The failure is the last one that no success has followed.
 */
public record TokenSnapshot(
        boolean everAsked,
        @Nullable Instant validUntil,
        @Nullable Instant firstExpiry,
        @Nullable Failure failure) {

    /** A request that failed, and how long after it no other one is made. */
    public record Failure(Instant at, Duration hold, WorkloadIdentityException cause) {}

    static TokenSnapshot of(Collection<ScopeActivity> scopes, Instant now) {
        Optional<Instant> last = scopes.stream()
                .map(ScopeActivity::expiresAt)
                .filter(Objects::nonNull)
                .filter(expiry -> expiry.isAfter(now))
                .max(Comparator.naturalOrder());
        Optional<Instant> first = scopes.stream()
                .filter(ScopeActivity::used)
                .map(ScopeActivity::expiresAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
        Optional<Failure> failure = scopes.stream()
                .map(ScopeActivity::failure)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(Failure::at));
        return new TokenSnapshot(!scopes.isEmpty(), last.orElse(null), first.orElse(null), failure.orElse(null));
    }
}
