package io.github.wicredential.benchmarks.report;

import io.github.wicredential.benchmarks.scenario.Figures;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** Dots on a logarithmic scale, where a bar's length would mean nothing: what a call for a cached token costs. */
final class CostChart {

    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Color GRID = new Color(0xdddddd);
    private static final int FROM_POWER = -1;
    private static final int TO_POWER = 6;
    private static final double SIZE = 11;

    /** Who is measured; each has a colour of its own. */
    private enum Group {
        FLOOR("Java itself", 0x757575),
        OURS("wi-credential", 0x1f6fb4),
        IDENTITY("azure-identity", 0xd9730d),
        MSAL("msal4j", 0x7b3fa0);

        private final String title;
        private final Color color;

        Group(String title, int color) {
            this.title = title;
            this.color = new Color(color);
        }
    }

    private record Dot(String label, String figure, Group group) {}

    private static final String OURS = "AzureCall.sameContext.AZURE";
    private static final String THEIRS = "AzureCall.sameContext.IDENTITY";
    private static final List<Dot> DOTS = List.of(
            new Dot("Java, a volatile read", "Floor.volatileRead", Group.FLOOR),
            new Dot("Java, a map lookup", "Floor.mapLookUp", Group.FLOOR),
            new Dot("Java, a clock read", "Floor.clockRead", Group.FLOOR),
            new Dot("wi-credential, TokenSource.token()", "CoreCall.heldSource", Group.OURS),
            new Dot("wi-credential, WorkloadIdentity.token(scope)", "CoreCall.byScope", Group.OURS),
            new Dot("wi-credential, getTokenSync()", OURS, Group.OURS),
            new Dot("wi-credential, getToken().block()", "AzureCall.block.AZURE", Group.OURS),
            new Dot("azure-identity, getTokenSync()", THEIRS, Group.IDENTITY),
            new Dot("azure-identity, getToken().block()", "AzureCall.block.IDENTITY", Group.IDENTITY),
            new Dot(
                    "azure-identity, DefaultAzureCredential.getTokenSync()",
                    "AzureCall.sameContext.DEFAULT",
                    Group.IDENTITY),
            new Dot("msal4j, acquireToken()", "MsalCall.acquire", Group.MSAL));

    private CostChart() {}

    static JFreeChart of(Figures figures) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (Group group : Group.values()) {
            data.addValue(null, group.title, DOTS.get(0).label());
        }
        for (Dot dot : DOTS) {
            double nanos = nanos(figures, dot.figure());
            if (!Double.isNaN(nanos)) {
                data.addValue(Math.log10(nanos), dot.group().title, dot.label());
            }
        }
        NumberAxis nanos = Decades.axis(FROM_POWER, TO_POWER, SMALL);
        nanos.setLabel("time per call on one thread (logarithmic scale: each line is ten times the one before)");
        nanos.setLabelFont(SMALL);
        CategoryAxis names = new CategoryAxis();
        names.setTickLabelFont(SMALL);
        names.setMaximumCategoryLabelWidthRatio(0.5f);
        CategoryPlot plot = new CategoryPlot(data, names, nanos, dots());
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(GRID);
        JFreeChart chart = new JFreeChart(finding(figures), TITLE, plot, true);
        chart.getLegend().setItemFont(SMALL);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 8, 5, 20));
        return chart;
    }

    private static String finding(Figures figures) {
        double ours = nanos(figures, OURS);
        double theirs = nanos(figures, THEIRS);
        return Double.isNaN(ours) || Double.isNaN(theirs)
                ? "The time of a call for a cached token"
                : "Obtaining a cached token takes " + Numbers.time(ours) + "; with azure-identity "
                        + Numbers.time(theirs) + ", " + Numbers.count(theirs / ours) + " times as long";
    }

    private static double nanos(Figures figures, String figure) {
        return figures.get("jmh." + figure + ".ns");
    }

    private static LineAndShapeRenderer dots() {
        LineAndShapeRenderer dots = new LineAndShapeRenderer(false, true);
        for (int series = 0; series < Group.values().length; series++) {
            dots.setSeriesPaint(series, Group.values()[series].color);
            dots.setSeriesShape(series, new Ellipse2D.Double(-SIZE / 2, -SIZE / 2, SIZE, SIZE));
        }
        dots.setDefaultItemLabelGenerator(new Times());
        dots.setDefaultItemLabelsVisible(true);
        dots.setItemLabelInsets(new RectangleInsets(SIZE, SIZE, SIZE, SIZE));
        dots.setDefaultItemLabelFont(SMALL);
        dots.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        dots.setDefaultNegativeItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        return dots;
    }

    /** Writes the value with its unit, beside the dot. */
    private static final class Times extends StandardCategoryItemLabelGenerator {

        private static final long serialVersionUID = 1L;

        @Override
        public String generateLabel(CategoryDataset dataset, int row, int column) {
            return Numbers.time(Math.pow(10, dataset.getValue(row, column).doubleValue()));
        }
    }
}
