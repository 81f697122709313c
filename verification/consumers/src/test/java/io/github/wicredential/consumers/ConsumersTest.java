package io.github.wicredential.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every application of the table: resolved by Maven, compiled and run. */
class ConsumersTest {

    private static final String FROM_CORE = "(slf4j-api|jspecify)-[0-9.]+\\.jar";

    private static Map<String, Resolved> resolved;

    @BeforeAll
    static void resolve() {
        resolved = Workplace.resolved();
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theApplicationWorks() {
        return Row.chosen().stream().map(row -> DynamicTest.dynamicTest(row.name(), () -> works(row)));
    }

    @TestFactory
    @Execution(ExecutionMode.SAME_THREAD)
    Stream<DynamicTest> whatTheApplicationHasStaysAsItIs() {
        return Row.chosen().stream().map(row -> DynamicTest.dynamicTest(row.name(), () -> unchanged(row)));
    }

    private static void works(Row row) {
        Resolved application = resolved.get(row.id());
        assertThat(application.path()).as("resolved by Maven").isNotEmpty();
        Path directory = Projects.DIRECTORY.resolve(row.id());
        List<Path> classPath =
                Checker.with(Checker.compile(directory, application.path(), row.checks()), application.path());
        Run run = Checker.run(directory, classPath, row.checks(), Pod.environment());
        Results.add(row, application, run);
        assertThat(run.output()).doesNotContain("FAILED");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()
                        .lines()
                        .filter(line -> line.startsWith("works: "))
                        .count())
                .isEqualTo(row.checks().size());
    }

    private static void unchanged(Row row) {
        Resolved application = resolved.get(row.id());
        assertThat(application.brokenByUs()).as("rules of Maven's enforcer").isEqualTo(row.accepted());
        if (!row.adapts()) {
            assertThat(application.removed())
                    .as("what the application has no more")
                    .isEmpty();
            assertThat(application.added()).as("what it has besides").allMatch(name -> name.matches(FROM_CORE));
        }
    }
}
