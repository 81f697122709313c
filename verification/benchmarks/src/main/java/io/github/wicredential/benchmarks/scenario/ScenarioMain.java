package io.github.wicredential.benchmarks.scenario;

import io.github.wicredential.benchmarks.Effort;
import io.github.wicredential.benchmarks.subject.Library;
import java.nio.file.Path;

/** Plays one scenario with one library and ends. */
public final class ScenarioMain {

    private ScenarioMain() {}

    /**
     * Plays.
     *
     * @param args scenario, library, mode and, if wanted, a file for points
     * @throws Exception if it cannot be played
     */
    public static void main(String[] args) throws Exception {
        Figures figures = Scenario.valueOf(args[0])
                .play(Library.valueOf(args[1]), Effort.of(args[2]), args.length > 3 ? Path.of(args[3]) : null);
        System.out.println(figures.text());
        System.out.flush();
        // Threads of a library may still wait for answers.
        Runtime.getRuntime().halt(0);
    }
}
