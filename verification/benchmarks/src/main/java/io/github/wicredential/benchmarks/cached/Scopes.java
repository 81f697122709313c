package io.github.wicredential.benchmarks.cached;

import java.util.stream.IntStream;

/** The scopes that are asked for. */
public final class Scopes {

    /** The scope of the cases with one. */
    public static final String ONE = "https://vault.azure.net/.default";

    private Scopes() {}

    /**
     * Makes scopes that differ.
     *
     * @param count how many
     * @return the scopes
     */
    public static String[] of(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "https://resource-" + i + ".example/.default")
                .toArray(String[]::new);
    }
}
