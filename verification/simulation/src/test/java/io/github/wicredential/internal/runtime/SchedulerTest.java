package io.github.wicredential.internal.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SchedulerTest {

    @Test
    void whoWaitsForWhatTheSchedulerDoesNotKnowEndsTheSearch() {
        Scheduler scheduler = new Scheduler(1);
        scheduler.patienceMillis = 100;
        CountDownLatch never = new CountDownLatch(1);
        assertThatThrownBy(() -> scheduler.run(() -> waitFor(never), () -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Nothing happens any more; the turn has main")
                .hasMessageContaining("SchedulerTest.waitFor");
        never.countDown();
    }

    @Test
    void whoWaitsForNobodyEndsTheSearch() {
        Scheduler scheduler = new Scheduler(1);
        assertThatThrownBy(() -> scheduler.run(() -> scheduler.park(this, Long.MAX_VALUE), () -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("All wait for ever: [main]");
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
