package io.github.wicredential.internal.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes times for people. */
final class HumanTimes {

    private HumanTimes() {}

    static String shown(Duration duration) {
        long seconds = duration.abs().toSeconds();
        String sign = duration.isNegative() ? "-" : "";
        if (seconds < 120) {
            return sign + seconds + " s";
        }
        if (seconds < Duration.ofHours(2).toSeconds()) {
            return sign + seconds / 60 + " min";
        }
        long minutes = seconds / 60 % 60;
        return sign + seconds / 3600 + " h" + (minutes == 0 ? "" : " " + minutes + " min");
    }

    static String shown(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
