package io.github.wicredential.benchmarks.report;

import java.awt.Font;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;

/** A logarithmic axis of times: the values are powers of ten of a nanosecond, the labels are times. */
final class Decades extends NumberFormat {

    private static final long serialVersionUID = 1L;

    private Decades() {}

    static NumberAxis axis(int from, int to, Font font) {
        NumberAxis axis = new NumberAxis();
        axis.setRange(from, to);
        axis.setTickUnit(new NumberTickUnit(1, new Decades()));
        axis.setTickLabelFont(font);
        return axis;
    }

    /** A time without needless zeros. */
    static String label(double power) {
        return Numbers.time(Math.pow(10, power))
                .replaceFirst("(\\.[1-9]?)0+ ", "$1 ")
                .replace(". ", " ");
    }

    @Override
    public StringBuffer format(double power, StringBuffer to, FieldPosition position) {
        return to.append(label(power));
    }

    @Override
    public StringBuffer format(long power, StringBuffer to, FieldPosition position) {
        return format((double) power, to, position);
    }

    @Override
    public Number parse(String source, ParsePosition position) {
        throw new UnsupportedOperationException();
    }
}
