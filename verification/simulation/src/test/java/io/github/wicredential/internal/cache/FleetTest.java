package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.cache.Fleet.Schedule;
import io.github.wicredential.internal.cache.Fleet.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a fleet does to the authority, beside other libraries' schedules. */
class FleetTest {

    private static final int PODS = 4_000;

    private static Seen outage(Schedule schedule) {
        return new Fleet(schedule, PODS).day().get(Fleet.TROUBLES.indexOf("30 min without Entra"));
    }

    @Test
    void anOutageCostsTheAuthorityLessThanWithAnyOtherSchedule() {
        List<Schedule> all = Fleet.schedules();
        Seen ours = outage(all.get(0));
        assertThat(ours.peak()).isPositive();
        for (Schedule other : all.subList(1, all.size())) {
            Seen theirs = outage(other);
            assertThat(ours.peak()).as(other.name()).isLessThan(theirs.peak());
            assertThat(ours.wasted()).as(other.name()).isLessThan(theirs.wasted());
            assertThat(ours.podSecondsWithout()).as(other.name()).isLessThan(theirs.podSecondsWithout());
        }
    }

    @Test
    void theFleetIsServedAgainSoonAfterAnOutage() {
        assertThat(outage(Fleet.OURS).secondsToRecover()).isLessThan(15);
    }
}
