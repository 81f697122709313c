package io.github.wicredential.benchmarks.report;

import java.util.Arrays;

/** Whether a bar is met. */
public enum Verdict {
    /** It is. */
    PASS("met"),
    /** It is not. */
    FAIL("**missed**"),
    /** A number that it needs is missing. */
    NOT_MEASURED("not measured"),
    /** There is no bar. */
    NONE("");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /**
     * As it stands in the table.
     *
     * @return Markdown
     */
    public String text() {
        return text;
    }

    /**
     * Judges.
     *
     * @param met whether the bar is met, if all numbers are there
     * @param needed the numbers
     * @return not measured if one of them is missing
     */
    static Verdict of(boolean met, double... needed) {
        if (Arrays.stream(needed).anyMatch(Double::isNaN)) {
            return NOT_MEASURED;
        }
        return met ? PASS : FAIL;
    }
}
