package io.github.wicredential.benchmarks.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/** Many calls, each as wide as it lasts, in one shape, which keeps the picture small. */
final class Dots extends AbstractXYAnnotation {

    private static final long serialVersionUID = 1L;

    private final transient List<Rectangle2D> calls;
    private final Color color;
    private final int size;

    Dots(List<Rectangle2D> calls, Color color, int size) {
        this.calls = calls;
        this.color = color;
        this.size = size;
    }

    @Override
    public void draw(
            Graphics2D graphics,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis domain,
            ValueAxis range,
            int renderer,
            PlotRenderingInfo info) {
        Path2D shapes = new Path2D.Float();
        for (Rectangle2D call : calls) {
            long x = Math.round(domain.valueToJava2D(call.getX(), area, plot.getDomainAxisEdge()));
            long y = Math.round(range.valueToJava2D(call.getY(), area, plot.getRangeAxisEdge()));
            long end = Math.round(domain.valueToJava2D(call.getMaxX(), area, plot.getDomainAxisEdge()));
            double width = Math.max(size, end - x);
            shapes.append(new Rectangle2D.Double(x - size / 2.0, y - size / 2.0, width, size), false);
        }
        graphics.setPaint(color);
        graphics.fill(shapes);
    }
}
