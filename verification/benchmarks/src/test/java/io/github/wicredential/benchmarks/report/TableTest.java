package io.github.wicredential.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {

    @Test
    void every_row_has_a_cell_for_every_column() {
        String table = Table.markdown(
                List.of("JVM: 17"),
                List.of(Row.floor("a read", "1 ns"), new Row("b", "1", "2", "3", "4", "2×", "≥ 1×", Verdict.PASS)),
                List.of());

        List<String> lines = table.lines().filter(line -> line.startsWith("|")).toList();
        assertThat(lines)
                .hasSize(4)
                .allSatisfy(
                        line -> assertThat(line.chars().filter(c -> c == '|')).hasSize(9));
        assertThat(table).startsWith("- JVM: 17\n").contains("| b | 1 | 2 | 3 | 4 | 2× | ≥ 1× | met |");
    }

    @Test
    void bars_are_counted_and_notes_follow() {
        Row missed = new Row("b", "", "", "", "", "", "", Verdict.FAIL);
        Row open = new Row("c", "", "", "", "", "", "", Verdict.NOT_MEASURED);

        String table = Table.markdown(List.of(), List.of(missed, open), List.of("No port."));

        assertThat(table).contains("0 met, 1 missed, 1 not measured").endsWith("- No port.\n");
    }

    @Test
    void a_run_takes_the_place_of_the_one_before() {
        String page = """
                # Before
                <!-- at a glance: written by the benchmarks -->
                old
                <!-- end of the glance -->
                Between
                <!-- results: written by the benchmarks -->
                old
                <!-- end of results -->
                After
                """;
        String outage =
                "| 20 s during which Entra answers 503, with a valid token | 0 failed | 12 failed |  | 7 failed |\n";

        String changed = Page.with(Page.with(page, "first\n"), "second\n" + outage);

        assertThat(changed)
                .startsWith("# Before\n")
                .containsSubsequence(
                        "| While Entra answers 503, with a valid token | 0 failed | 12 failed |\n",
                        "](performance/latency.svg)",
                        "](performance/cost.svg)",
                        "Between\n",
                        "second\n")
                .doesNotContain("old", "first")
                .endsWith("<!-- end of results -->\nAfter\n");
        assertThatIllegalArgumentException().isThrownBy(() -> Page.with("# Without\n", "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.456, 0.46 ns",
        "12.34, 12.3 ns",
        "123.4, 123 ns",
        "64000, 64.0 µs",
        "1234567, 1.23 ms",
        "15000000000, 15.0 s",
        "NaN, –"
    })
    void times_have_the_unit_that_people_use(double nanos, String text) {
        assertThat(Numbers.time(nanos)).isEqualTo(text);
    }
}
