package io.github.wicredential.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that people met in the engine once are found by the searches, none of which looks for that one. */
@Tag("planted")
class PlantedFaultsTest {

    private static final long SEEDS = 10_000;
    private static final Pattern FAILED =
            Pattern.compile("internal\\.\\w+\\.(\\w+(?:\\.\\w+)?) \\[.*Observed forbidden");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"B1", "E2", "E4", "E6", "E11"})
    void aPlantedFaultIsFound(String name) throws IOException, InterruptedException {
        PlantedFault fault = PlantedFault.read(name);
        String classPath = fault.classPath(directory);
        Search simulation = Search.simulation(classPath, directory, SEEDS);
        Search stress = Search.stress(classPath, directory, System.getProperty("jcstress.options"));
        String failed = FAILED.matcher(stress.said())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
        String row = "| %s | %s | %s | %s |%n"
                .formatted(
                        name,
                        fault.description(),
                        simulation.found() ? simulation.said().strip() + ", " + simulation.seconds() + " s" : "no",
                        stress.found() ? failed + ", " + stress.seconds() + " s" : "no");
        System.out.print(row);
        Files.writeString(Path.of("target/planted.md"), row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        assertThat(simulation.found() || !failed.equals("[]")).as(row).isTrue();
    }
}
