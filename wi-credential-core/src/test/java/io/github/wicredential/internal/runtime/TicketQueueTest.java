package io.github.wicredential.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The queue has always the earliest ticket first, whatever is put in, moved and taken out. */
class TicketQueueTest {

    private final Guard guard = new Guard(
            Clocks.SYSTEM, LibraryThread.factory("unused"), new Pulse(Clocks.SYSTEM::nanos), Duration.ofSeconds(1));
    private final TicketQueue queue = new TicketQueue();
    private final Random random = new Random(7);

    private Ticket ticket() {
        return new Ticket(
                guard,
                new RefreshRuntime.Sleeper() {
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

    private List<Ticket> tickets(int count) {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tickets.add(ticket());
        }
        return tickets;
    }

    @Test
    void theEarliestIsFirstAfterAnyNumberOfChanges() {
        List<Ticket> tickets = tickets(200);
        List<Ticket> in = new ArrayList<>();
        for (int change = 0; change < 20_000; change++) {
            Ticket ticket = tickets.get(random.nextInt(tickets.size()));
            boolean out = random.nextInt(3) == 0;
            queue.set(ticket, out ? RefreshRuntime.NEVER : random.nextInt(1_000));
            in.remove(ticket);
            if (!out) {
                in.add(ticket);
            }
            long earliest = in.stream().mapToLong(t -> t.wakeAt).min().orElse(-1);
            Ticket first = queue.first();
            assertThat(first == null ? -1 : first.wakeAt).isEqualTo(earliest);
        }
        assertThat(queue.all()).containsExactlyInAnyOrderElementsOf(in);
    }

    @Test
    void changesNeedNoMemory() {
        List<Ticket> tickets = tickets(100);
        int[] turn = new int[1];

        long bytes = Allocations.least(() -> {
            turn[0] = (turn[0] + 37) % 100;
            queue.set(tickets.get(turn[0]), (turn[0] * 7919L) % 1_000 + TimeUnit.SECONDS.toNanos(1));
            return queue;
        });

        assertThat(bytes).isZero();
    }
}
