package io.github.wicredential.spring.internal.watch;

import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one identity at one moment.
 *
 * @param everAsked whether a token was ever asked for
 * @param validUntil when the last of the valid ones ends, or null if none is valid
 * @param firstEnd when the first of those in use ends or has ended, or null if none is in use
 * @param failure the last failure that no success has followed, or null
 */
public record Tokens(
        boolean everAsked,
        @Nullable Instant validUntil,
        @Nullable Instant firstEnd,
        @Nullable Failure failure) {

    /**
     * A request that failed.
     *
     * @param at when
     * @param hold how long no other one is made
     * @param cause why
     */
    public record Failure(Instant at, Duration hold, WorkloadIdentityException cause) {}

    static Tokens of(Collection<KnownScope> scopes, Instant now) {
        Optional<Instant> last = scopes.stream()
                .map(KnownScope::end)
                .filter(Objects::nonNull)
                .filter(end -> end.isAfter(now))
                .max(Comparator.naturalOrder());
        Optional<Instant> first = scopes.stream()
                .filter(KnownScope::used)
                .map(KnownScope::end)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
        Optional<Failure> failure = scopes.stream()
                .map(KnownScope::failure)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(Failure::at));
        return new Tokens(!scopes.isEmpty(), last.orElse(null), first.orElse(null), failure.orElse(null));
    }
}
