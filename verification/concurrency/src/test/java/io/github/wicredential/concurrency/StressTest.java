package io.github.wicredential.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real threads meet in the engine: jcstress lets them race, and Lincheck chooses who goes on. */
class StressTest {

    @TempDir
    private Path directory;

    @Test
    void nothingComesOutThatIsNotExpected() throws IOException, InterruptedException {
        Search stress = Search.stress(System.getProperty("java.class.path"), directory);
        System.out.println(stress.said());
        assertThat(stress.found()).isFalse();
        assertThat(stress.said())
                .contains("Failed tests: No matches", "Error tests: No matches", "24 matching test results");
    }

    @Test
    void everyInterleavingIsSomeOrder() throws IOException, InterruptedException {
        Search interleavings = Search.interleavings(System.getProperty("java.class.path"), directory);
        assertThat(interleavings.found()).as(interleavings.said()).isFalse();
        assertThat(interleavings.said()).contains("Life holds", "Rejection holds");
    }
}
