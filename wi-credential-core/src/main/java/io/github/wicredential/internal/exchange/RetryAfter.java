package io.github.wicredential.internal.exchange;

import io.github.wicredential.TokenTransport.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} as seconds or as a date (RFC 9110, section 10.2.3), between 0 and one day. */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    private RetryAfter() {}

    static @Nullable Duration of(Response answer, InstantSource clock) {
        String value = answer.header("Retry-After").map(String::strip).orElse("");
        if (SECONDS.matcher(value).matches()) {
            return bounded(Duration.ofSeconds(Math.min(Long.parseLong(value), LONGEST.toSeconds())));
        }
        // Compared with the answer's own date, so that a wrong local clock does not matter.
        return date(value)
                .map(until -> bounded(Duration.between(
                        answer.header("Date").flatMap(RetryAfter::date).orElseGet(clock::instant), until)))
                .orElse(null);
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
