package io.github.wicredential.internal.cache;

import java.util.List;
import java.util.Locale;

/** Draws what the authority saw around a trouble: one line for each library, on a scale of powers of ten. */
final class FleetChart {

    private static final List<String> COLOURS = List.of("#0a7d33", "#7fbf7f", "#0067b8", "#c5221f", "#e37400");
    private static final int LEFT = 60;
    private static final int WIDTH = 740;
    private static final int HEIGHT = 210;

    private final StringBuilder svg = new StringBuilder();
    private final List<String> names;
    private int top = 84;

    FleetChart(String title, List<String> names) {
        this.names = names;
        int height = top + 2 * (HEIGHT + 80) - 20;
        line(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 820 %d' font-family='sans-serif' font-size='12'>",
                height);
        line("<title>%s</title>", title);
        line("<rect width='820' height='%d' fill='white'/>", height);
        line("<text x='%d' y='22' font-weight='bold' font-size='14'>%s</text>", LEFT, title);
        int x = LEFT;
        for (int i = 0; i < names.size(); i++) {
            line("<text x='%d' y='46' fill='%s'>%s</text>", x, COLOURS.get(i), names.get(i));
            x += 30 + 7 * names.get(i).length();
        }
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values).replace('\'', '"'))
                .append('\n');
    }

    /** One picture below the others: each line is from ten minutes before a trouble of 30 min to 30 min after it. */
    void panel(String title, List<List<Integer>> lines) {
        line("<text x='%d' y='%d' font-weight='bold'>%s</text>", LEFT, top - 8, title);
        line(
                "<rect x='%d' y='%d' width='%d' height='%d' fill='#f2f2f2'/>",
                LEFT + WIDTH / 7, top, WIDTH * 4 / 7 - WIDTH / 7, HEIGHT);
        for (int decade = 1; decade <= 100_000; decade *= 10) {
            line("<line x1='%d' x2='%d' y1='%3$d' y2='%3$d' stroke='#ddd'/>", LEFT, LEFT + WIDTH, y(decade));
            line("<text x='%d' y='%d' text-anchor='end'>%,d</text>", LEFT - 6, y(decade) + 4, decade);
        }
        for (int i = lines.size() - 1; i >= 0; i--) {
            List<Integer> points = lines.get(i);
            StringBuilder path = new StringBuilder();
            for (int at = 0; at < points.size(); at++) {
                path.append(LEFT + at * WIDTH / points.size())
                        .append(',')
                        .append(y(points.get(at)))
                        .append(' ');
            }
            line(
                    "<polyline fill='none' stroke-width='1.5' stroke='%s' points='%s'/>",
                    COLOURS.get(i), path.toString().strip());
        }
        line("<text x='%d' y='%d' fill='#555'>requests per second, logarithmic</text>", LEFT + 6, top + 16);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).equals(lines.get(0))) {
                line(
                        "<text x='%d' y='%d' fill='%s'>%s: the same line</text>",
                        LEFT + 6, top + 32, COLOURS.get(i), names.get(i));
            }
        }
        List<String> times = List.of("−10", "0: it begins", "10", "20", "30: it ends", "40", "50", "60");
        for (int at = 0; at < times.size(); at++) {
            line(
                    "<text x='%d' y='%d' text-anchor='%s'>%s</text>",
                    LEFT + at * WIDTH / 7,
                    top + HEIGHT + 18,
                    at == 0 ? "start" : at == 7 ? "end" : "middle",
                    times.get(at));
        }
        line(
                "<text x='%d' y='%d' text-anchor='middle' fill='#555'>minutes since the disruption began</text>",
                LEFT + WIDTH / 2, top + HEIGHT + 36);
        top += HEIGHT + 80;
    }

    private int y(int value) {
        return top + HEIGHT - (int) (HEIGHT * Math.log10(Math.max(1, value)) / 5);
    }

    String svg() {
        return svg + "</svg>\n";
    }
}
