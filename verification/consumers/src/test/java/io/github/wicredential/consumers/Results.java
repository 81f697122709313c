package io.github.wicredential.consumers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

/** The table of a run, in {@code target/consumers.md}. */
final class Results {

    private static final Map<String, String> LINES = new TreeMap<>();

    private Results() {}

    static synchronized void add(Row row, Resolved application, Run run) {
        long worked =
                run.output().lines().filter(line -> line.startsWith("works: ")).count();
        LINES.put(
                row.id(),
                "| %s | %s | %d of %d | %d | %d | %s | %s | %s |"
                        .formatted(
                                row.name(),
                                run.succeeded() ? "works" : "**fails**",
                                worked,
                                row.checks().size(),
                                application.alone().size(),
                                application.path().size(),
                                String.join(", ", application.added()),
                                String.join(", ", application.removed()),
                                String.join(", ", application.brokenByUs())));
        StringBuilder table =
                new StringBuilder("| application | | checks | jars alone | jars with wi-credential | added"
                        + " beside ours | changed | rules broken by us |\n|---|---|---|---|---|---|---|---|\n");
        LINES.values().forEach(line -> table.append(line).append('\n'));
        try {
            Files.writeString(Maven.WORK.resolveSibling("consumers.md"), table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
