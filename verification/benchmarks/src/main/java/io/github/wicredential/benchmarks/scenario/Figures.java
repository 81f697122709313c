package io.github.wicredential.benchmarks.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Named numbers, and their way from one JVM to another. Not thread-safe. */
public final class Figures {

    private static final String MARK = "figure ";

    private final Map<String, Double> values = new TreeMap<>();

    /** Starts without a number. */
    public Figures() {}

    /**
     * Sets a number.
     *
     * @param name its name, without white space
     * @param value the number
     * @return this
     */
    public Figures put(String name, double value) {
        values.put(name, value);
        return this;
    }

    /**
     * Sets a number that was counted.
     *
     * @param name its name, without white space
     * @param value the number
     * @return this
     */
    public Figures count(String name, long value) {
        return put(name, (double) value);
    }

    /**
     * Reads a number.
     *
     * @param name its name
     * @return the number, or NaN if it was not measured
     */
    public double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /**
     * Adds numbers under a prefix.
     *
     * @param prefix what their names begin with from now on
     * @param others the numbers
     * @return this
     */
    public Figures putAll(String prefix, Figures others) {
        others.values.forEach((name, value) -> values.put(prefix + name, value));
        return this;
    }

    /**
     * Writes the numbers, one a line.
     *
     * @return text that {@link #parse} reads
     */
    public String text() {
        return values.entrySet().stream()
                .map(e -> MARK + e.getKey() + " " + e.getValue())
                .collect(Collectors.joining("\n"));
    }

    /**
     * Reads the numbers of an output; other lines are skipped.
     *
     * @param lines the output of a JVM
     * @return the numbers
     */
    public static Figures parse(List<String> lines) {
        Figures figures = new Figures();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (line.startsWith(MARK) && words.length == 3) {
                figures.put(words[1], Double.parseDouble(words[2]));
            }
        }
        return figures;
    }

    /**
     * The median of each number over several runs.
     *
     * @param runs at least one
     * @return the medians
     */
    public static Figures median(List<Figures> runs) {
        Figures medians = new Figures();
        for (String name : runs.get(0).values.keySet()) {
            double[] sorted =
                    runs.stream().mapToDouble(run -> run.get(name)).sorted().toArray();
            int middle = sorted.length / 2;
            medians.put(name, sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
        }
        return medians;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
