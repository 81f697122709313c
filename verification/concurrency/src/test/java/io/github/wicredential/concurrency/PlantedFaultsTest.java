package io.github.wicredential.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that people met in the engine once, and a race, are found by the searches, none of which looks for that one. */
class PlantedFaultsTest {

    private static final long SEEDS = 2_000;
    // As in each build.
    private static final long SEEDS_OF_SIMULATION_ALONE = 10_000;
    private static final Pattern FAILED =
            Pattern.compile("internal\\.\\w+\\.(\\w+(?:\\.\\w+)?) \\[.*Observed forbidden");

    @TempDir
    private Path directory;

    static Stream<String> all() throws IOException {
        try (Stream<Path> faults = Files.list(Path.of("src/test/resources/planted"))) {
            return faults.map(fault -> fault.getFileName().toString().replace(".txt", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFaultCanBePlanted(String name) throws IOException {
        assertThat(PlantedFault.read(name).classPath(directory)).startsWith(directory.toString());
    }

    @Tag("planted")
    @ParameterizedTest
    @ValueSource(strings = {"B1", "E2", "E4", "E6", "E11", "CAS"})
    void aPlantedFaultIsFound(String name) throws IOException, InterruptedException {
        PlantedFault fault = PlantedFault.read(name);
        String classPath = fault.classPath(directory);
        Search simulation = Search.simulation(classPath, directory, SEEDS);
        Search stress = Search.stress(classPath, directory);
        Search interleavings = Search.interleavings(classPath, directory);
        String races = FAILED.matcher(stress.said())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String row = "| %s | %s | %s | %s | %s |%n"
                .formatted(
                        name,
                        fault.description(),
                        cell(simulation, simulation.said().strip()),
                        cell(stress, races),
                        cell(interleavings, interleavings.said().contains("Life holds") ? "Rejection" : "Life"));
        System.out.print(row);
        Files.writeString(Path.of("target/planted.md"), row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        // Whatever ends a search otherwise has found nothing.
        assertThat(stress.found()).as(stress.said()).isEqualTo(!races.isEmpty());
        assertThat(interleavings.found())
                .as(interleavings.said())
                .isEqualTo(interleavings.said().contains("Invalid execution results"));
        assertThat(simulation.found() || stress.found() || interleavings.found())
                .as(row)
                .isTrue();
    }

    /** Nothing races there, so the simulation alone looks for them. */
    @Tag("planted")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UNTOLD",
                "NEVER-REPLACED",
                "ALWAYS-REPLACED",
                "NEW-REPLACED",
                "EXPIRED",
                "NOT-SHARED",
                "OTHER-AGENT",
                "NO-PATH",
                "ONE-GATE",
                "NOT-WOKEN",
                "NOT-CLOSED",
                "HELD-LONGER",
                "GIVEN-UP",
                "POD-TOKEN"
            })
    void aFaultWithoutARaceIsFoundByTheSimulation(String name) throws IOException, InterruptedException {
        PlantedFault fault = PlantedFault.read(name);
        Search simulation = Search.simulation(fault.classPath(directory), directory, SEEDS_OF_SIMULATION_ALONE);

        System.out.printf(
                "| %s | %s |%n",
                fault.description(), cell(simulation, simulation.said().strip()));
        assertThat(simulation.found()).as(fault.description()).isTrue();
    }

    private static String cell(Search search, String what) {
        return search.found() ? what + ", " + search.seconds() + " s" : "–";
    }
}
