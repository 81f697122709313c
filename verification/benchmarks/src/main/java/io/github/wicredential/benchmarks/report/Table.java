package io.github.wicredential.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/** Writes Markdown. */
public final class Table {

    private static final String HEAD = "| measure | wi-credential | azure-identity | DefaultAzureCredential | msal4j "
            + "| ratio | target | result |\n|---|---|---|---|---|---|---|---|\n";

    private Table() {}

    /**
     * The whole result.
     *
     * @param surroundings JVM, cores and versions, one a line
     * @param rows the rows
     * @param notes what is to be known beside them
     * @return Markdown that ends with a line break
     */
    public static String markdown(List<String> surroundings, List<Row> rows, List<String> notes) {
        long failed = rows.stream().filter(row -> row.verdict() == Verdict.FAIL).count();
        long passed = rows.stream().filter(row -> row.verdict() == Verdict.PASS).count();
        long open = rows.stream()
                .filter(row -> row.verdict() == Verdict.NOT_MEASURED)
                .count();
        String body = rows.stream().map(Row::line).collect(Collectors.joining("\n"));
        return items(surroundings) + "\n" + HEAD + body + "\n\nTargets: " + passed + " met, " + failed + " missed, "
                + open + " not measured.\n" + (notes.isEmpty() ? "" : "\n" + items(notes));
    }

    private static String items(List<String> lines) {
        return lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }
}
