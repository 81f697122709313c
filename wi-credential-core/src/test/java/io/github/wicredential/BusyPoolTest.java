package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress never depends on a thread pool of the application: the common pool may be full for ever. */
class BusyPoolTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void callersInTheCommonPoolGetTheirTokensAndTheirTimeOuts(int processors) throws Exception {
        String output = ForkedJvm.run(BusyPoolMain.class, "-XX:ActiveProcessorCount=" + processors);

        assertThat(output).contains("timeout=true", "served=12", "parallel=12");
    }
}
