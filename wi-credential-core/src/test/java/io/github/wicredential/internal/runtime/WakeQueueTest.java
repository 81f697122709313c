package io.github.wicredential.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The queue has always the earliest wake first, whatever is put in, moved and taken out. */
class WakeQueueTest {

    private final Guard guard = new Guard(
            Clocks.SYSTEM, LibraryThread.factory("unused"), new Pulse(Clocks.SYSTEM::nanos), Duration.ofSeconds(1));
    private final WakeQueue queue = new WakeQueue();
    private final Random random = new Random(7);

    private ScheduledWake wake() {
        return new ScheduledWake(
                guard,
                new RefreshRuntime.Wakeable() {
                    @Override
                    public long nextWake() {
                        return 0;
                    }

                    @Override
                    public void wake() {}

                    @Override
                    public void unguarded() {}

                    @Override
                    public void clockDiverged(long wallAheadNanos) {}
                },
                new ReferenceQueue<>());
    }

    private List<ScheduledWake> wakes(int count) {
        List<ScheduledWake> wakes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wakes.add(wake());
        }
        return wakes;
    }

    @Test
    void theEarliestIsFirstAfterAnyNumberOfChanges() {
        List<ScheduledWake> wakes = wakes(200);
        List<ScheduledWake> in = new ArrayList<>();
        for (int change = 0; change < 20_000; change++) {
            ScheduledWake wake = wakes.get(random.nextInt(wakes.size()));
            boolean out = random.nextInt(3) == 0;
            queue.set(wake, out ? RefreshRuntime.NEVER : random.nextInt(1_000));
            in.remove(wake);
            if (!out) {
                in.add(wake);
            }
            long earliest = in.stream().mapToLong(t -> t.wakeAt).min().orElse(-1);
            ScheduledWake first = queue.first();
            assertThat(first == null ? -1 : first.wakeAt).isEqualTo(earliest);
        }
        assertThat(all()).containsExactlyInAnyOrderElementsOf(in);
        queue.set(wakes.get(0), 1);
        assertThat(all()).as("another list").hasSameElementsAs(all()).contains(wakes.get(0));
    }

    private List<ScheduledWake> all() {
        List<ScheduledWake> all = new ArrayList<>();
        for (ScheduledWake wake = queue.all(); wake != null; wake = wake.next) {
            all.add(wake);
        }
        return all;
    }

    @Test
    void aListOfAllNeedsNoMemory() {
        wakes(100).forEach(wake -> queue.set(wake, random.nextInt(1_000)));

        assertThat(Allocations.least(queue::all)).isZero();
    }

    @Test
    void changesNeedNoMemory() {
        List<ScheduledWake> wakes = wakes(100);
        int[] turn = new int[1];

        long bytes = Allocations.least(() -> {
            turn[0] = (turn[0] + 37) % 100;
            queue.set(wakes.get(turn[0]), (turn[0] * 7919L) % 1_000 + TimeUnit.SECONDS.toNanos(1));
            return queue;
        });

        assertThat(bytes).isZero();
    }
}
