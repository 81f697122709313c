package io.github.wicredential.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every promise with azure-identity's own import, on the jar that takes its place. */
class BridgeContractTest {

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> theBridgeKeeps() throws IOException, ReflectiveOperationException {
        return tests(Contract.tried(Side.bridge("cases"), 24, directory));
    }

    @TestFactory
    Stream<DynamicTest> theBridgeKeepsUnderDuress() throws IOException, ReflectiveOperationException {
        return tests(Contract.tried(Side.bridge("duress"), 1, directory));
    }

    private static Stream<DynamicTest> tests(Map<String, String> outcomes) {
        assertThat(outcomes).isNotEmpty();
        return outcomes.entrySet().stream()
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.getKey(), () -> assertThat(outcome.getValue()).isEmpty()));
    }
}
