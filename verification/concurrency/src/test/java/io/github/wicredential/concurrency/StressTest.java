package io.github.wicredential.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs jcstress with all its tests of the engine, as long as {@code jcstress.options} say. */
class StressTest {

    @TempDir
    private Path results;

    @Test
    void nothingComesOutThatIsNotExpected() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-r",
                results.toString()));
        command.addAll(List.of(System.getProperty("jcstress.options").split(" ")));
        Process stress = new ProcessBuilder(command)
                .directory(results.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(stress.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(said);
        assertThat(stress.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(stress.exitValue()).isZero();
        assertThat(said).contains("Failed tests: No matches", "Error tests: No matches", "24 matching test results");
    }
}
