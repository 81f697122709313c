package io.github.wicredential.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tries every promise on azure-identity and on wi-credential-azure. Only a promise that wi-credential-azure breaks is a
 * failure, and a table in the documentation that says something else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {

    private Contract contract;

    /** The last part of the name of the cases' package. */
    String cases() {
        return "cases";
    }

    /** How many cases are tried at once: most wait for something most of their time. */
    int atOnce() {
        return 24;
    }

    @BeforeAll
    void tryBoth(@TempDir Path directory) throws IOException, ReflectiveOperationException {
        contract = new Contract(cases(), atOnce(), directory);
    }

    @TestFactory
    Stream<DynamicTest> wiCredentialKeeps() {
        return contract.ours().entrySet().stream()
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.getKey(), () -> assertThat(outcome.getValue()).isEmpty()));
    }

    @Test
    void theDocumentSaysTheSame() throws IOException {
        assertThat(contract.notInTheDocument()).isEmpty();
    }
}
