package io.github.wicredential.benchmarks.report;

import io.github.wicredential.benchmarks.scenario.Script;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeriesCollection;

/** Two panels with the same axes: when a call began, and how long it took. */
final class LatencyChart {

    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final Font NAME = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Color SERVED = new Color(0x1f6fb4);
    private static final Color FAILED = new Color(0xc62828);
    private static final Color OUTAGE = new Color(0xfbe3c8);
    private static final Color GRID = new Color(0xdddddd);
    private static final int FROM_POWER = 2;
    private static final int TO_POWER = 11;

    /**
     * The slowest call of one caller in a tenth of a second.
     *
     * @param seconds when it began
     * @param nanos how long it took
     * @param failed whether one that began then failed
     */
    record Point(double seconds, double nanos, boolean failed) {

        /** As wide as the call was long, at the height of its power of ten. */
        Rectangle2D onLogarithmicScale() {
            return new Rectangle2D.Double(seconds, Math.max(FROM_POWER, Math.log10(nanos)), nanos / 1e9, 0);
        }
    }

    private LatencyChart() {}

    static List<Point> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split(",", -1))
                .map(part ->
                        new Point(Double.parseDouble(part[1]), Double.parseDouble(part[2]) * 1e3, "1".equals(part[3])))
                .toList();
    }

    static JFreeChart of(Script script, List<Point> ours, List<Point> theirs) {
        NumberAxis time = new NumberAxis("seconds since the first token (when the call began)");
        time.setRange(
                0, script.quiet().plus(script.outage()).plus(script.after()).toMillis() / 1e3);
        time.setTickUnit(new NumberTickUnit(5));
        time.setLabelFont(SMALL);
        time.setTickLabelFont(SMALL);
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(time);
        both.setGap(18);
        both.add(panel("wi-credential-azure", script, ours));
        both.add(panel("azure-identity", script, theirs));
        both.setFixedLegendItems(legend());
        JFreeChart chart = new JFreeChart(finding(script, ours, theirs), TITLE, both, true);
        chart.getLegend().setItemFont(SMALL);
        chart.addSubtitle(new TextTitle(
                script.threads()
                        + " callers, with a valid token at all times. Each mark is the slowest call of one caller within 0.1 s;"
                        + " a refresh is due every " + script.refreshIn().toSeconds() + " s.",
                SMALL));
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(5, 0, 5, 15));
        return chart;
    }

    private static String finding(Script script, List<Point> ours, List<Point> theirs) {
        return "While Entra " + script.fault().label() + ", a call takes at most " + slowest(script, ours)
                + "; with azure-identity, up to " + slowest(script, theirs);
    }

    /** Of the calls that began in the outage, rounded up; the last of them may end after it. */
    private static String slowest(Script script, List<Point> points) {
        double begin = script.quiet().toMillis() / 1e3;
        double end = begin + script.outage().toMillis() / 1e3;
        List<Point> within = points.stream()
                .filter(point -> point.seconds() >= begin && point.seconds() <= end)
                .toList();
        long failed = within.stream().filter(Point::failed).count();
        double nanos = within.stream().mapToDouble(Point::nanos).max().orElse(1);
        double power = Math.pow(10, Math.floor(Math.log10(nanos)));
        return Decades.label(Math.log10(Math.ceil(nanos / power) * power)) + (failed == 0 ? "" : " before it fails");
    }

    private static LegendItemCollection legend() {
        LegendItemCollection items = new LegendItemCollection();
        items.add(square("the call returned a token", SERVED));
        items.add(square("the call failed, although a valid token was cached", FAILED));
        return items;
    }

    private static LegendItem square(String text, Color color) {
        return new LegendItem(text, null, null, null, new Rectangle2D.Double(-4, -4, 8, 8), color);
    }

    private static XYPlot panel(String library, Script script, List<Point> points) {
        // Without data and a renderer nothing is drawn behind the calls.
        NumberAxis waits = Decades.axis(FROM_POWER, TO_POWER, SMALL);
        XYPlot plot = new XYPlot(new XYSeriesCollection(), null, waits, new XYLineAndShapeRenderer());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        double begin = script.quiet().toMillis() / 1e3;
        double end = begin + script.outage().toMillis() / 1e3;
        plot.addDomainMarker(outage(begin, end, "Entra " + script.fault().label()), Layer.BACKGROUND);
        plot.addAnnotation(dots(points, false, SERVED, 2));
        plot.addAnnotation(dots(points, true, FAILED, 6));
        XYTextAnnotation name = new XYTextAnnotation(library + ": time per call, logarithmic", 0.4, TO_POWER - 0.6);
        name.setFont(NAME);
        name.setTextAnchor(TextAnchor.CENTER_LEFT);
        plot.addAnnotation(name);
        return plot;
    }

    private static Dots dots(List<Point> points, boolean failed, Color color, int size) {
        return new Dots(
                points.stream()
                        .filter(p -> p.failed() == failed)
                        .map(Point::onLogarithmicScale)
                        .toList(),
                color,
                size);
    }

    private static IntervalMarker outage(double from, double to, String text) {
        IntervalMarker marker = new IntervalMarker(from, to, OUTAGE);
        marker.setLabel(text);
        marker.setLabelFont(SMALL);
        marker.setLabelAnchor(RectangleAnchor.TOP);
        marker.setLabelTextAnchor(TextAnchor.TOP_CENTER);
        marker.setLabelBackgroundColor(OUTAGE);
        marker.setOutlineStroke(new BasicStroke(0));
        marker.setAlpha(1);
        return marker;
    }
}
