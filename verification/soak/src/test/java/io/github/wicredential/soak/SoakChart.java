package io.github.wicredential.soak;

import io.github.wicredential.soak.Troubles.Trouble;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws the samples, a panel for each figure, and grey bands where there was a trouble. */
final class SoakChart {

    private static final int LEFT = 60;
    private static final int WIDTH = 740;
    private static final int HEIGHT = 90;
    private static final int PANELS = 5;

    private final StringBuilder svg = new StringBuilder();
    private final List<Sample> samples;
    private final List<Trouble> troubles;
    private final long begin;
    private final long end;
    private int top = 62;

    SoakChart(String title, List<Sample> samples, List<Trouble> troubles) {
        this.samples = samples;
        this.troubles = troubles;
        this.begin = samples.get(0).millis();
        this.end = samples.get(samples.size() - 1).millis();
        int height = top + PANELS * (HEIGHT + 45);
        line(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 820 %d' font-family='sans-serif' font-size='12'>",
                height);
        line("<title>%s</title>", title);
        line("<rect width='820' height='%d' fill='white'/>", height);
        line("<text x='%d' y='20' font-weight='bold' font-size='14'>%s</text>", LEFT, title);
        line("<text x='%d' y='36' font-size='11'>Grey: a fault of Entra or of the token file.</text>", LEFT);
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values).replace('\'', '"'))
                .append('\n');
    }

    private double x(long millis) {
        return LEFT + WIDTH * (double) (millis - begin) / (end - begin);
    }

    SoakChart panel(String title, ToDoubleFunction<Sample> figure) {
        double most = Math.max(1, samples.stream().mapToDouble(figure).max().orElse(1));
        line("<text x='%d' y='%d' font-weight='bold'>%s</text>", LEFT, top - 6, title);
        for (Trouble one : troubles) {
            double from = Math.max(LEFT, x(one.begin()));
            double to = Math.min(LEFT + WIDTH, x(one.end()));
            if (to > from) {
                line("<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='#ddd'/>", from, top, to - from, HEIGHT);
            }
        }
        for (int half = 0; half <= 2; half++) {
            double value = most * half / 2;
            double y = y(value, most);
            line("<line x1='%d' x2='%d' y1='%3$.1f' y2='%3$.1f' stroke='#bbb'/>", LEFT, LEFT + WIDTH, y);
            line("<text x='%d' y='%.1f' text-anchor='end'>%,.0f</text>", LEFT - 6, y + 4, value);
        }
        StringBuilder path = new StringBuilder();
        for (Sample one : samples) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(one.millis()), y(figure.applyAsDouble(one), most)));
        }
        line(
                "<polyline fill='none' stroke-width='1.5' stroke='#0067b8' points='%s'/>",
                path.toString().strip());
        top += HEIGHT + 45;
        return this;
    }

    private double y(double value, double most) {
        return top + HEIGHT - HEIGHT * value / most;
    }

    String svg() {
        long minutes = Math.round((end - begin) / 60_000.0);
        line("<text x='%d' y='%d'>0</text>", LEFT, top - 28);
        line("<text x='%d' y='%d' text-anchor='middle'>minutes since the start</text>", LEFT + WIDTH / 2, top - 28);
        line("<text x='%d' y='%d' text-anchor='end'>%d</text>", LEFT + WIDTH, top - 28, minutes);
        return svg + "</svg>\n";
    }
}
