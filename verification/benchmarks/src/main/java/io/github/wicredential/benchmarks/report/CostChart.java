package io.github.wicredential.benchmarks.report;

import io.github.wicredential.benchmarks.scenario.Figures;
import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** Bars on a logarithmic scale: what a call for a token costs that is already there. */
final class CostChart {

    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    private static final Color FLOOR = new Color(0x9e9e9e);
    private static final Color OURS = new Color(0x1f6fb4);
    private static final Color THEIRS = new Color(0xe08a2e);
    private static final int FROM_POWER = -1;
    private static final int TO_POWER = 6;

    private record Bar(String label, String figure, Color color) {}

    private static final List<Bar> BARS = List.of(
            new Bar("a volatile read", "Floor.volatileRead", FLOOR),
            new Bar("a map look-up", "Floor.mapLookUp", FLOOR),
            new Bar("a read of the clock", "Floor.clockRead", FLOOR),
            new Bar("wi-credential, held source", "CoreCall.heldSource", OURS),
            new Bar("wi-credential, by scope", "CoreCall.byScope", OURS),
            new Bar("wi-credential-azure, getTokenSync", "AzureCall.sameContext.AZURE", OURS),
            new Bar("wi-credential-azure, block()", "AzureCall.block.AZURE", OURS),
            new Bar("azure-identity, getTokenSync", "AzureCall.sameContext.IDENTITY", THEIRS),
            new Bar("azure-identity, block()", "AzureCall.block.IDENTITY", THEIRS),
            new Bar("DefaultAzureCredential, getTokenSync", "AzureCall.sameContext.DEFAULT", THEIRS),
            new Bar("msal4j, acquireToken", "MsalCall.acquire", THEIRS));

    private CostChart() {}

    static JFreeChart of(Figures figures) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        List<Paint> paints = new ArrayList<>();
        for (Bar bar : BARS) {
            double nanos = figures.get("jmh." + bar.figure() + ".ns");
            if (!Double.isNaN(nanos)) {
                data.addValue(Math.log10(nanos), "cost", bar.label());
                paints.add(bar.color());
            }
        }
        NumberAxis nanos = Decades.axis(FROM_POWER, TO_POWER, SMALL);
        CategoryAxis names = new CategoryAxis();
        names.setTickLabelFont(SMALL);
        names.setMaximumCategoryLabelWidthRatio(0.5f);
        CategoryPlot plot = new CategoryPlot(data, names, nanos, new Bars(paints));
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(new Color(0xdddddd));
        JFreeChart chart = new JFreeChart("What a call costs while the token is there, one thread", TITLE, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(5, 0, 5, 20));
        return chart;
    }

    /** Each bar in its own colour, with its value behind it. */
    private static final class Bars extends BarRenderer {

        private static final long serialVersionUID = 1L;
        private static final ItemLabelPosition BEHIND =
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT);

        private final transient List<Paint> paints;

        Bars(List<Paint> paints) {
            this.paints = paints;
            setBarPainter(new StandardBarPainter());
            setShadowVisible(false);
            setDrawBarOutline(false);
            setBase(FROM_POWER);
            CategoryItemLabelGenerator labels = new Times();
            setDefaultItemLabelGenerator(labels);
            setDefaultItemLabelsVisible(true);
            setDefaultItemLabelFont(SMALL);
            setDefaultPositiveItemLabelPosition(BEHIND);
            setDefaultNegativeItemLabelPosition(BEHIND);
        }

        @Override
        public Paint getItemPaint(int row, int column) {
            return paints.get(column);
        }
    }

    /** Writes the value with its unit. */
    private static final class Times extends StandardCategoryItemLabelGenerator {

        private static final long serialVersionUID = 1L;

        @Override
        public String generateLabel(CategoryDataset dataset, int row, int column) {
            return " " + Numbers.time(Math.pow(10, dataset.getValue(row, column).doubleValue()));
        }
    }
}
