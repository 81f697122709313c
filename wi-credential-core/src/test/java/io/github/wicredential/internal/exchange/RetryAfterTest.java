package io.github.wicredential.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.TokenTransport.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    @ParameterizedTest
    @CsvSource({"0, 0", "60, 60", "' 60 ', 60", "86400, 86400", "86401, 86400", "999999999999999999, 86400"})
    void readsSecondsUpToOneDay(String value, long seconds) {
        assertThat(of(value, null)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "1e3", "9999999999999999999", "2026-03-01T12:00:00Z"})
    void ignoresWhatIsNeitherSecondsNorADate(String value) {
        assertThat(of(value, null)).isNull();
    }

    @Test
    void readsADateAgainstTheAnswersOwnDate() {
        assertThat(of("Sun, 01 Mar 2026 15:00:30 GMT", "Sun, 01 Mar 2026 15:00:00 GMT"))
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void readsADateAgainstTheClockIfTheAnswerHasNone() {
        assertThat(of("Sun, 01 Mar 2026 12:00:45 GMT", null)).isEqualTo(Duration.ofSeconds(45));
        assertThat(of("Sun, 01 Mar 2026 12:00:45 GMT", "yesterday")).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void boundsADate() {
        assertThat(of("Sun, 01 Mar 2026 11:00:00 GMT", null)).isEqualTo(Duration.ZERO);
        assertThat(of("Thu, 01 Mar 2029 11:00:00 GMT", null)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void knowsOfNoneWithoutTheHeader() {
        assertThat(RetryAfter.of(Response.of(503, Map.of(), ""), CLOCK)).isNull();
    }

    private static @Nullable Duration of(String retryAfter, @Nullable String date) {
        Map<String, String> headers = new HashMap<>(Map.of("Retry-After", retryAfter));
        if (date != null) {
            headers.put("Date", date);
        }
        return RetryAfter.of(Response.of(429, headers, ""), CLOCK);
    }
}
