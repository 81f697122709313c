package io.github.wicredential.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A web application that is undeployed: threads of OkHttp and Okio end a minute after they were used. */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
class IsolatedClassLoaderTest {

    private static final List<String> CHECKS = List.of("Token", "Claims", "Diagnose");

    @Test
    void aChildFirstClassLoaderIsCollectedWhenItsIdentitiesAreClosed() {
        Path directory = Maven.WORK.resolve("isolated");
        List<Path> application = Workplace.resolved("core alone").path();
        Path checks = Checker.compile(directory, application, CHECKS);
        Path server = directory.resolve("server");
        Checker.compile(
                List.of(Path.of("src/checker/alone/isolated/Main.java").toAbsolutePath()),
                List.of("-d", server.toString(), "--release", "17"));
        List<String> arguments = new ArrayList<>(
                List.of("-cp", server.toString(), "isolated.Main", Checker.path(Checker.with(checks, application))));
        arguments.addAll(CHECKS);

        Run run = Checker.java(directory, "isolated", arguments, Pod.environment());

        assertThat(run.output()).contains("works: Token", "works: Claims", "works: Diagnose", "collected");
        assertThat(run.status()).isZero();
    }
}
