package io.github.wicredential.internal.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes times for people. */
final class HumanTimes {

    private HumanTimes() {}

    /** Rounded to the unit that is shown. */
    static String shown(Duration duration) {
        long seconds = duration.abs().plusMillis(500).toSeconds();
        String sign = duration.isNegative() && seconds > 0 ? "-" : "";
        if (seconds < 120) {
            return sign + seconds + " s";
        }
        long minutes = (seconds + 30) / 60;
        if (minutes < 120) {
            return sign + minutes + " min";
        }
        long hours = minutes / 60;
        return sign + hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    static String shown(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
