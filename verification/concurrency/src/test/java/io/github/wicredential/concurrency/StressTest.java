package io.github.wicredential.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs jcstress with all its tests of the engine, as long as {@code jcstress.options} say. */
class StressTest {

    @TempDir
    private Path results;

    @Test
    void nothingComesOutThatIsNotExpected() throws IOException, InterruptedException {
        Search stress =
                Search.stress(System.getProperty("java.class.path"), results, System.getProperty("jcstress.options"));
        System.out.println(stress.said());
        assertThat(stress.found()).isFalse();
        assertThat(stress.said())
                .contains("Failed tests: No matches", "Error tests: No matches", "24 matching test results");
    }
}
