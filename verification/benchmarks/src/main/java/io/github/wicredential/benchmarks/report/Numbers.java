package io.github.wicredential.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {

    private static final double THOUSAND = 1000;

    private Numbers() {}

    /** A time given in nanoseconds. */
    static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return "–";
        }
        if (nanos < THOUSAND) {
            return digits(nanos) + " ns";
        }
        if (nanos < THOUSAND * THOUSAND) {
            return digits(nanos / THOUSAND) + " µs";
        }
        double millis = nanos / THOUSAND / THOUSAND;
        return millis < THOUSAND ? digits(millis) + " ms" : digits(millis / THOUSAND) + " s";
    }

    static String millis(double millis) {
        return time(millis * THOUSAND * THOUSAND);
    }

    static String count(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.0f", value);
    }

    static String bytes(double value) {
        return Double.isNaN(value) ? "–" : count(Math.rint(value)) + " B";
    }

    /** A time and what is allocated beside it. */
    static String call(double nanos, double bytes) {
        return Double.isNaN(nanos) ? "–" : time(nanos) + ", " + bytes(bytes);
    }

    static String times(double ratio) {
        return Double.isNaN(ratio) ? "–" : digits(ratio) + "×";
    }

    /** Three digits that count below a thousand, none after the point above. */
    private static String digits(double value) {
        if (value >= 100) {
            return count(value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
