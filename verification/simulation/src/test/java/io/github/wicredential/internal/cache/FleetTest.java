package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.cache.Fleet.Schedule;
import io.github.wicredential.internal.cache.Fleet.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a fleet does to the authority, beside other libraries' schedules. */
class FleetTest {

    private static final int PODS = 100_000;
    // Requests a second: less than any of the fleets needs, and about what those need that refresh late.
    private static final int LESS = 16;
    private static final int ENOUGH_FOR_SOME = 25;
    private static final String OUTAGE = "30 min without Entra";
    private static final String THROTTLING = "30 min of throttling";
    private static final String MILDER = ENOUGH_FOR_SOME + "/s";
    private static final Path PAGE = Path.of("../../docs/explanation/scale.md");
    private static final Path CHART = Path.of("../../docs/explanation/scale.svg");

    private static final Map<Schedule, Fleet> FLEETS = new LinkedHashMap<>();
    private static final Map<Schedule, List<Seen>> DAYS = new LinkedHashMap<>();
    private static final Map<Schedule, Seen> MILD = new LinkedHashMap<>();

    @BeforeAll
    static void live() {
        for (Schedule schedule : Fleet.schedules()) {
            Fleet fleet = new Fleet(schedule, PODS, LESS);
            DAYS.put(schedule, fleet.day());
            FLEETS.put(schedule, fleet);
        }
    }

    private static Seen mild(Schedule schedule) {
        return MILD.computeIfAbsent(
                schedule, any -> new Fleet(any, PODS, ENOUGH_FOR_SOME).day().get(Fleet.TROUBLES.indexOf(THROTTLING)));
    }

    private static Seen seen(String trouble, Schedule schedule) {
        return Objects.requireNonNull(DAYS.get(schedule)).get(Fleet.TROUBLES.indexOf(trouble));
    }

    @Test
    void anOutageCostsTheAuthorityLessThanWithAnyOtherSchedule() {
        Seen ours = seen(OUTAGE, Fleet.OURS);
        assertThat(ours.peak()).isPositive();
        for (Schedule other : Fleet.others()) {
            Seen theirs = seen(OUTAGE, other);
            assertThat(ours.peak()).as(other.name()).isLessThan(theirs.peak());
            assertThat(ours.wasted()).as(other.name()).isLessThan(theirs.wasted());
            assertThat(ours.podSecondsWithout()).as(other.name()).isLessThan(theirs.podSecondsWithout());
        }
    }

    @Test
    void soDoesAThrottle() {
        Seen ours = seen(THROTTLING, Fleet.OURS);
        assertThat(ours.wasted())
                .isPositive()
                .isLessThan(seen(THROTTLING, Fleet.IMPATIENT).wasted() / 3);
        assertThat(ours.secondsToRecover()).isLessThan(75);
        for (Schedule other : Fleet.others()) {
            Seen theirs = seen(THROTTLING, other);
            assertThat(ours.peak()).as(other.name()).isLessThanOrEqualTo(theirs.peak());
            assertThat(ours.wasted()).as(other.name()).isLessThan(theirs.wasted());
            assertThat(ours.podSecondsWithout()).as(other.name()).isLessThanOrEqualTo(theirs.podSecondsWithout());
        }
    }

    @Test
    void theFleetIsServedAgainSoonAfterAnOutage() {
        assertThat(seen(OUTAGE, Fleet.OURS).secondsToRecover()).isLessThan(15);
    }

    /** The price of a refresh that comes early. */
    @Test
    void aQuietDayCostsAboutAThirdMore() {
        long ours = Objects.requireNonNull(FLEETS.get(Fleet.OURS)).mean();
        for (Schedule other : Fleet.others()) {
            long theirs = Objects.requireNonNull(FLEETS.get(other)).mean();
            assertThat(ours).as(other.name()).isBetween(theirs * 5 / 4, theirs * 7 / 5);
        }
    }

    /** Where a throttle grants what a fleet needs that refreshes late, ours asks in vain, but a wave is not made of it. */
    @Test
    @Tag("on-request")
    void aMilderThrottleIsPeacefulToo() {
        Seen ours = mild(Fleet.OURS);
        assertThat(ours.wasted()).isPositive().isLessThan(mild(Fleet.IMPATIENT).wasted() / 3);
        for (Schedule other : Fleet.others()) {
            assertThat(ours.peak()).as(other.name()).isLessThan(mild(other).peak());
        }
    }

    @Test
    void thePageShowsWhatTheSimulationGives() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page.lines().filter(line -> !line.contains(THROTTLING + ", " + MILDER)))
                .containsExactlyElementsOf(made(page, false).lines().toList());
        assertThat(Files.readString(CHART)).isEqualTo(chart());
    }

    /** With {@code -Dfleet.write=true} the page's table and its chart are made anew. */
    @Test
    @Tag("on-request")
    void thePageShowsTheMilderThrottleToo() throws IOException {
        String made = made(Files.readString(PAGE), true);
        if (Boolean.getBoolean("fleet.write")) {
            Files.writeString(PAGE, made);
            Files.writeString(CHART, chart());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(made);
    }

    private static String made(String page, boolean milder) {
        String head = "|---|---|--:|--:|--:|--:|\n";
        int begin = page.indexOf(head) + head.length();
        return page.substring(0, begin) + table(milder) + page.substring(page.indexOf("\n- **Failed requests", begin));
    }

    private static String chart() {
        FleetChart chart = new FleetChart(
                "While Entra fails, 100,000 pods with wi-credential send it the fewest failing requests",
                FLEETS.keySet().stream().map(Schedule::name).toList());
        chart.panel(
                "30 minutes without Entra: " + comparedWithAzureIdentity(OUTAGE),
                FLEETS.values().stream().map(fleet -> fleet.around(OUTAGE)).toList());
        chart.panel(
                "30 minutes in which Entra grants 16 requests per second: " + comparedWithAzureIdentity(THROTTLING),
                FLEETS.values().stream().map(fleet -> fleet.around(THROTTLING)).toList());
        return chart.svg();
    }

    private static String comparedWithAzureIdentity(String trouble) {
        Schedule azureIdentity = Fleet.others().stream()
                .filter(other -> other.name().equals("azure-identity"))
                .findFirst()
                .orElseThrow();
        return Math.round(100.0
                        * seen(trouble, Fleet.OURS).wasted()
                        / seen(trouble, azureIdentity).wasted())
                + " % of the failed requests of azure-identity";
    }

    private static String table(boolean milder) {
        StringBuilder rows = new StringBuilder();
        DAYS.forEach((schedule, day) -> {
            day.forEach(seen -> rows.append(row(schedule, seen.trouble(), seen)));
            if (milder) {
                rows.append(row(schedule, THROTTLING + ", " + MILDER, mild(schedule)));
            }
        });
        return rows.toString();
    }

    private static String row(Schedule schedule, String trouble, Seen seen) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %,d | %,d | %s |\n",
                schedule.name(),
                trouble,
                seen.peak(),
                seen.wasted(),
                seen.podSecondsWithout(),
                seen.podSecondsWithout() == 0 ? "" : seen.secondsToRecover() + " s");
    }
}
