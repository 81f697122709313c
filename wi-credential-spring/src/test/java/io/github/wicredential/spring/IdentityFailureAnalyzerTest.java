package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wicredential.AssertionException;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

class IdentityFailureAnalyzerTest {

    @TempDir
    private Path directory;

    @Test
    void aMissingFileIsExplainedInTheWordsOfTheGuide() {
        Path file = directory.resolve("azure-identity-token");
        AssertionException missing = failure(file);

        FailureAnalysis analysis = new IdentityFailureAnalyzer().analyze(new IllegalStateException(missing));

        assertThat(analysis.getDescription()).contains(file.toString()).doesNotContain("\n  ", "kubectl");
        assertThat(analysis.getAction())
                .contains("kubectl get pod", "token-file-missing")
                .endsWith("\nTo start without it: azure.workload-identity.validate-on-start=none.");
        assertThat(missing.getMessage().lines().skip(1).map(String::strip))
                .isNotEmpty()
                .allMatch(line -> analysis.getAction().contains(line));
    }

    @Test
    void whatIsNoTokenIsExplainedToo() throws Exception {
        Path file = Files.writeString(directory.resolve("azure-identity-token"), "no token");

        FailureAnalysis analysis = new IdentityFailureAnalyzer().analyze(failure(file));

        assertThat(analysis.getAction()).contains("not-a-jwt", "validate-on-start=none");
    }

    private static AssertionException failure(Path file) {
        return catchThrowableOfType(
                AssertionException.class, () -> new ProjectedTokenFile(file, InstantSource.system()).assertion());
    }
}
