package io.github.wicredential.examples.whoami;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times for people. */
final class Times {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    static String utc(Instant instant) {
        return UTC.format(instant);
    }

    static String left(Instant end, Instant now) {
        long seconds = Duration.between(now, end).toSeconds();
        return seconds <= 0 ? "expired" : seconds < 120 ? seconds + " s left" : seconds / 60 + " min left";
    }
}
