package io.github.wicredential.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.benchmarks.scenario.Figures;
import io.github.wicredential.benchmarks.subject.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {

    @Test
    void a_run_that_meets_every_bar_passes_everywhere() {
        List<Row> rows = Rows.of(good());

        assertThat(rows).extracting(Row::verdict).containsOnly(Verdict.PASS, Verdict.NONE);
        assertThat(rows).filteredOn(row -> row.verdict() == Verdict.PASS).hasSize(18);
    }

    @Test
    void without_figures_nothing_passes_and_nothing_fails() {
        assertThat(Rows.of(new Figures())).extracting(Row::verdict).containsOnly(Verdict.NOT_MEASURED, Verdict.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "jmh.CoreCall.heldSource.ns, 5",
        "jmh.CoreCall.heldSource.bytes, 8",
        "jmh.CoreCall.byScope.ns, 21",
        "jmh.CoreCall.byScope.bytes, 16",
        "jmh.AzureCall.sameContext.AZURE.ns, 71",
        "jmh.AzureCall.sameContext.AZURE.bytes, 24",
        "jmh.AzureCall.newContext.AZURE.ns, 111",
        "jmh.AzureCall.newContext.AZURE.bytes, 120",
        "jmh.AzureCall.block.AZURE.ns, 501",
        "jmh.AzureCall.sameContext.AZURE.16.ns, 2000",
        "CROWD.AZURE.stops, 1",
        "ONE_SCOPE.AZURE.requests, 2",
        "ONE_SCOPE.AZURE.done, 900",
        "ONE_SCOPE.AZURE.failed, 1",
        "FIFTY_SCOPES.AZURE.requests, 51",
        "TIMELINE.AZURE.quiet.slowWaited, 1",
        "TIMELINE.AZURE.quiet.failed, 1",
        "OUTAGES.AZURE.UNAVAILABLE.outage.failed, 1",
        "OUTAGES.AZURE.RESET.outage.slowWaited, 1",
        "OUTAGES.AZURE.HANG.outage.requests, 13",
        "OUTAGES.AZURE.THROTTLE.early, 1",
        "REFRESH_IN.AZURE.second, 6.9",
        "REFRESH_IN.AZURE.second, 8.5",
        "REFRESH_IN.AZURE.second, NaN",
        "COLD.CORE.cpu, 1300",
        "COLD.AZURE.cpu, 1000",
        "jmh.ManyScopes.randomOne.10000.CORE.ns, 61",
        "MEMORY.CORE.entry, 2500"
    })
    void each_bar_is_missed_by_the_figure_that_it_is_about(String figure, double value) {
        List<Row> rows = Rows.of(good().put(figure, value));

        assertThat(rows).filteredOn(row -> row.verdict() == Verdict.FAIL).hasSize(1);
    }

    @Test
    void many_scopes_may_cost_what_a_map_of_that_size_costs_on_the_machine() {
        Figures slowMemory = good().put("jmh.ManyScopes.randomOne.10000.CORE.ns", 120);
        assertThat(Rows.of(slowMemory))
                .filteredOn(row -> row.verdict() == Verdict.FAIL)
                .hasSize(1);

        slowMemory.put("jmh.MapOfMany.randomOne.10000.ns", 40);

        assertThat(Rows.of(slowMemory))
                .filteredOn(row -> row.verdict() == Verdict.FAIL)
                .isEmpty();
    }

    @Test
    void a_bar_without_its_peer_is_not_measured() {
        List<Row> rows = Rows.of(good().put("COLD.IDENTITY.cpu", Double.NaN));

        assertThat(rows)
                .filteredOn(row -> row.verdict() == Verdict.NOT_MEASURED)
                .hasSize(1);
    }

    private static Figures good() {
        Figures figures = new Figures()
                .put("jmh.Floor.volatileRead.ns", 1)
                .put("jmh.Floor.mapLookUp.ns", 5)
                .put("jmh.Floor.newContext.ns", 40)
                .put("jmh.Floor.newContext.bytes", 96)
                .put("CROWD.AZURE.stops", 0)
                .put("REFRESH_IN.asked", 8)
                .put("REFRESH_IN.AZURE.second", 7.5)
                .put("REFRESH_IN.AZURE.afterCall", 2)
                .put("TIMELINE.AZURE.quiet.slowWaited", 0)
                .put("TIMELINE.AZURE.quiet.failed", 0)
                .put("COLD.CORE.cpu", 1000)
                .put("COLD.POST.cpu", 1000)
                .put("COLD.AZURE.cpu", 900)
                .put("COLD.IDENTITY.cpu", 2100)
                .put("scopes", 10_000)
                .put("MEMORY.CORE.entry", 1900)
                .put("MEMORY.CORE.text", 1440);
        call(figures, "CoreCall.heldSource", 3, 0);
        call(figures, "CoreCall.byScope", 15, 0);
        call(figures, "AzureCall.sameContext.AZURE", 20, 0);
        call(figures, "AzureCall.newContext.AZURE", 60, 96);
        call(figures, "AzureCall.block.AZURE", 200, 300);
        call(figures, "AzureCall.sameContext.AZURE.16", 200, 0);
        call(figures, "AzureCall.sameContext.IDENTITY", 70_000, 14_000);
        call(figures, "AzureCall.newContext.IDENTITY", 70_000, 14_000);
        call(figures, "AzureCall.block.IDENTITY", 100_000, 15_000);
        call(figures, "AzureCall.sameContext.IDENTITY.16", 1_000_000, 14_000);
        call(figures, "ManyScopes.randomOne.1.CORE", 20, 0);
        call(figures, "ManyScopes.randomOne.10000.CORE", 50, 0);
        call(figures, "MapOfMany.randomOne.1", 10, 0);
        call(figures, "MapOfMany.randomOne.10000", 25, 0);
        stampede(figures, "ONE_SCOPE.AZURE.", 1);
        stampede(figures, "FIFTY_SCOPES.AZURE.", 50);
        for (Fault fault : Fault.values()) {
            String prefix = "OUTAGES.AZURE." + fault + ".";
            figures.put(prefix + "outage.failed", 0)
                    .put(prefix + "outage.slowWaited", 0)
                    .put(prefix + "outage.requests", 5)
                    .put(prefix + "early", 0);
        }
        return figures;
    }

    private static void call(Figures figures, String name, double nanos, double bytes) {
        figures.put("jmh." + name + ".ns", nanos).put("jmh." + name + ".bytes", bytes);
    }

    private static void stampede(Figures figures, String prefix, int requests) {
        figures.put(prefix + "requests", requests)
                .put(prefix + "failed", 0)
                .put(prefix + "done", 500)
                .put(prefix + "control", 200);
    }
}
