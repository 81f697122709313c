package io.github.wicredential.benchmarks;

import io.github.wicredential.benchmarks.scenario.Figures;
import io.github.wicredential.benchmarks.scenario.Scenario;
import io.github.wicredential.benchmarks.scenario.ScenarioMain;
import io.github.wicredential.benchmarks.subject.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Plays scenarios in JVMs of their own, so that none meets threads, caches or compiled code of another. */
final class Forks {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final String mode;
    private final Path directory;

    Forks(String mode, Path directory) {
        this.mode = mode;
        this.directory = directory;
    }

    /** What was measured; empty, with the reason in a log file, if the JVM did not come to an end with figures. */
    Figures play(Scenario scenario, Library library, @Nullable Path points) throws IOException, InterruptedException {
        Path log = directory.resolve(scenario + "-" + library + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                ScenarioMain.class.getName(),
                scenario.name(),
                library.name(),
                mode));
        if (scenario == Scenario.MEMORY) {
            // Counts to the byte what is reachable.
            command.add(1, "-XX:+UseSerialGC");
        }
        if (points != null) {
            command.add(points.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return Figures.parse(Files.readAllLines(log));
    }
}
