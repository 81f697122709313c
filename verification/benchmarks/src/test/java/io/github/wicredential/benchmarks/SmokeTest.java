package io.github.wicredential.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.benchmarks.cached.CachedCalls;
import io.github.wicredential.benchmarks.scenario.Figures;
import io.github.wicredential.benchmarks.scenario.Scenario;
import io.github.wicredential.benchmarks.subject.Library;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.runner.RunnerException;

/** Every driver runs and gives its figures. Says nothing about times. */
class SmokeTest {

    private static final Effort TINY = new Effort(
            0,
            0,
            1,
            Duration.ofMillis(10),
            20,
            1,
            1,
            Duration.ofMillis(200),
            true,
            1,
            20,
            Duration.ofMillis(100),
            Duration.ofMillis(100));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void a_stampede_is_counted(Library library) throws Exception {
        Figures figures = Scenario.ONE_SCOPE.play(library, TINY, null);

        assertThat(figures.get("requests")).isPositive();
        assertThat(figures.get("failed")).isZero();
        assertThat(figures.get("done")).isPositive();
    }

    @Test
    void a_cold_credential_of_this_library_makes_one_request_a_scope() throws Exception {
        assertThat(Scenario.ONE_SCOPE.play(Library.AZURE, TINY, null).get("requests"))
                .isEqualTo(1);
        assertThat(Scenario.FIFTY_SCOPES.play(Library.AZURE, TINY, null).get("requests"))
                .isEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource
    void a_timeline_is_noted_and_drawn(Library library) throws Exception {
        Path points = directory.resolve("points.csv");

        Figures figures = Scenario.TIMELINE.play(library, TINY, points);

        assertThat(figures.get("calls")).isPositive();
        assertThat(figures.get("outage.requests")).isNotNaN();
        assertThat(Files.readAllLines(points)).isNotEmpty();
    }

    @Test
    void every_kind_of_outage_is_played() throws Exception {
        Figures figures = Scenario.OUTAGES.play(Library.AZURE, TINY, null);

        assertThat(figures.get("UNAVAILABLE.outage.failed")).isNotNaN();
        assertThat(figures.get("RESET.outage.failed")).isNotNaN();
        assertThat(figures.get("HANG.outage.failed")).isNotNaN();
        assertThat(figures.get("THROTTLE.outage.failed")).isNotNaN();
    }

    @ParameterizedTest
    @EnumSource
    void the_other_scenarios_give_their_figures(Library library) throws Exception {
        assertThat(Scenario.REFRESH_IN.play(library, TINY, null).get("afterCall"))
                .isPositive();
        assertThat(Scenario.MEMORY.play(library, TINY, null).get("text")).isPositive();
        assertThat(Scenario.CROWD.play(library, TINY, null).get("calls")).isPositive();
    }

    @Test
    void every_jmh_case_runs() throws RunnerException {
        // Another run on this machine does not matter here.
        System.setProperty("jmh.ignoreLock", "true");

        Figures figures = CachedCalls.run(TINY, directory.resolve("jmh").toString());

        assertThat(figures.get("Floor.volatileRead.ns")).isPositive();
        assertThat(figures.get("CoreCall.heldSource.ns")).isPositive();
        assertThat(figures.get("AzureCall.block.IDENTITY.ns")).isPositive();
        assertThat(figures.get("AzureCall.sameContext.AZURE.16.ns")).isPositive();
        assertThat(figures.get("MsalCall.acquire.bytes")).isPositive();
        assertThat(figures.get("ManyScopes.randomOne.20.CORE.ns")).isPositive();
        assertThat(figures.get("MapOfMany.randomOne.20.ns")).isPositive();
    }

    @Test
    void figures_come_through_the_output_of_a_jvm() {
        Figures figures = new Figures().put("a.b", 1.5).count("c", 3);

        Figures parsed =
                Figures.parse(("something else\n" + figures.text()).lines().toList());

        assertThat(parsed.get("a.b")).isEqualTo(1.5);
        assertThat(parsed.get("c")).isEqualTo(3);
        assertThat(parsed.get("d")).isNaN();
    }
}
