package io.github.wicredential.benchmarks.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import io.github.wicredential.benchmarks.scenario.Figures;
import io.github.wicredential.benchmarks.scenario.Script;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jfree.chart.JFreeChart;

/** Draws the two pictures as SVG. */
public final class Pictures {

    /** The file with every caller's latency over time. */
    public static final String LATENCY = "latency.svg";

    /** The file with the cost of a cached call. */
    public static final String COST = "cost.svg";

    private static final int WIDTH = 900;
    private static final int LATENCY_HEIGHT = 620;
    private static final int COST_HEIGHT = 460;

    private final Path directory;

    /**
     * Draws into a directory.
     *
     * @param directory which exists
     */
    public Pictures(Path directory) {
        this.directory = directory;
    }

    /**
     * Every caller's latency through a renewal and an outage, ours above azure-identity's.
     *
     * @param script what happened
     * @param ours the points of this library; no picture without them
     * @param theirs the points of azure-identity
     * @throws IOException if the files cannot be read or written
     */
    public void latency(Script script, Path ours, Path theirs) throws IOException {
        if (Files.exists(ours) && Files.exists(theirs)) {
            write(LatencyChart.of(script, LatencyChart.read(ours), LatencyChart.read(theirs)), LATENCY, LATENCY_HEIGHT);
        }
    }

    /**
     * The cost of a cached call.
     *
     * @param figures of the run
     * @throws IOException if the file cannot be written
     */
    public void cost(Figures figures) throws IOException {
        write(CostChart.of(figures), COST, COST_HEIGHT);
    }

    private void write(JFreeChart chart, String name, int height) throws IOException {
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        try (OutputStream out = Files.newOutputStream(directory.resolve(name))) {
            new SVGProcessor()
                    .getDocument(graphics.getCommands(), new PageSize(WIDTH, height))
                    .writeTo(out);
        }
    }
}
