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
 * does or did; null if there is none. The failure is the last one that no success has followed. A scope is missing its
 * token if it has no valid one, the last request failed, and somebody has asked lately.
 */
public record TokenSnapshot(
        boolean everAsked,
        @Nullable Instant validUntil,
        @Nullable Instant firstExpiry,
        @Nullable Failure failure,
        long missing) {

    // Longer than applications pause between two calls, so that an alert does not go away between them.
    private static final Duration ASKED_LATELY = Duration.ofMinutes(10);

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
        long missing = scopes.stream().filter(scope -> isMissing(scope, now)).count();
        return new TokenSnapshot(
                !scopes.isEmpty(), last.orElse(null), first.orElse(null), failure.orElse(null), missing);
    }

    private static boolean isMissing(ScopeActivity scope, Instant now) {
        Failure failure = scope.failure();
        Instant expiry = scope.expiresAt();
        return failure != null
                && (expiry == null || !expiry.isAfter(now))
                && now.isBefore(failure.at().plus(failure.hold()).plus(ASKED_LATELY));
    }
}
