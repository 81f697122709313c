package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A token with its times on both clocks. The clock that shows the later time wins: running time stands still while a
 * machine is suspended, and the wall clock can be set back.
 *
 * <p>{@code flight} is the number of the flight that obtained it, and the start is the moment before it was
 * requested. It is {@code lasting} if it was requested by a caller that needed a longer remaining lifetime than the
 * current token had.
 */
record CachedToken(
        AccessToken token, long flight, boolean lasting, long startNanos, long startMillis, RefreshTimes times) {

    private static final long BETWEEN_LASTING = TimeUnit.SECONDS.toNanos(30);

    /** The granted token, with its own times. */
    static CachedToken of(
            TokenExchange.Grant grant,
            long flight,
            boolean lasting,
            long startNanos,
            long startMillis,
            RefreshTimes times) {
        Instant start = Instant.ofEpochMilli(startMillis);
        AccessToken token =
                new AccessToken(grant.accessToken(), start.plus(grant.expiresIn()), start.plusNanos(times.due()));
        return new CachedToken(token, flight, lasting, startNanos, startMillis, times);
    }

    /** A token that expires no later than the one before it: the time of the next request is counted from now. */
    CachedToken withoutProgress(long nanos, long millis) {
        RefreshTimes later = times.withoutProgress(age(nanos, millis));
        AccessToken same = new AccessToken(
                token.value(),
                token.expiresAt(),
                Instant.ofEpochMilli(startMillis).plusNanos(later.due()));
        return new CachedToken(same, flight, lasting, startNanos, startMillis, later);
    }

    long age(long nanos, long millis) {
        return Math.max(nanos - startNanos, TimeUnit.MILLISECONDS.toNanos(millis - startMillis));
    }

    boolean usable(long nanos, long millis) {
        return age(nanos, millis) < times.usable();
    }

    /** Whether it is sufficient for a caller that needs it to be usable for that long. */
    boolean serves(long minRemaining, long nanos, long millis) {
        // A caller that wants more than the lifetime of a token gets what there is and causes no request storm.
        boolean longest = lasting && age(nanos, millis) < BETWEEN_LASTING;
        long remaining = remaining(nanos, millis);
        return remaining > 0 && (remaining >= minRemaining || longest);
    }

    boolean due(long nanos, long millis) {
        return age(nanos, millis) >= times.due();
    }

    long remaining(long nanos, long millis) {
        return times.usable() - age(nanos, millis);
    }

    /** The running time at which it is due, unless the wall clock is set before. */
    long dueAt(long nanos, long millis) {
        return nanos + times.due() - age(nanos, millis);
    }

    /** The running time at which its use ends, unless the wall clock is set before. */
    long endAt(long nanos, long millis) {
        return nanos + remaining(nanos, millis);
    }

    /** Whether it is another token and expires later, by either clock. */
    boolean improves(CachedToken other) {
        return !token.value().equals(other.token.value()) && outlives(other);
    }

    private boolean outlives(CachedToken other) {
        return token.expiresAt().isAfter(other.token.expiresAt())
                || startNanos + life() > other.startNanos + other.life();
    }

    private long life() {
        return RefreshTimes.nanos(Duration.between(Instant.ofEpochMilli(startMillis), token.expiresAt()));
    }
}
