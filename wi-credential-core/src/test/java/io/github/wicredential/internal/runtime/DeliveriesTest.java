package io.github.wicredential.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Code of the application that is held up holds up its owner's alone. */
class DeliveriesTest {

    private final RecordedThreads threads = new RecordedThreads();
    private final AtomicLong now = threads.now;
    private final Set<Thread> made = threads.made;
    private final Deliveries deliveries = new Deliveries(threads, threads.guard, threads.onDemand);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger heldUp = new AtomicInteger();

    @AfterEach
    void letEverybodyGo() {
        release.countDown();
        made.forEach(Thread::interrupt);
    }

    private void holdUp(Object owner) {
        deliveries.execute(owner, () -> {
            heldUp.incrementAndGet();
            try {
                assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** What the guard does, each time once the threads are at work. */
    private void look(int times) {
        for (int i = 0; i < times; i++) {
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(5));
            if (deliveries.nextWake() <= now.get()) {
                deliveries.wake();
                Within.aWhile("the threads are at work", this::settled);
            }
        }
    }

    private boolean settled() {
        return made.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    private void runs(Object owner) {
        CountDownLatch ran = new CountDownLatch(1);
        deliveries.execute(owner, ran::countDown);
        look(1);
        Within.aWhile("it ran", () -> ran.getCount() == 0);
    }

    @Test
    void anOwnerWhoseCodeIsHeldUpLeavesThreadsForOthers() {
        Object one = new Object();
        for (int i = 0; i < 300; i++) {
            holdUp(one);
        }
        look(300);
        assertThat(heldUp).hasValue(64);

        for (int i = 0; i < 10; i++) {
            runs(new Object());
        }
    }

    @Test
    void soDoManyOwnersAndInAllThereIsABound() {
        for (int i = 0; i < 20; i++) {
            Object owner = new Object();
            for (int n = 0; n < 200; n++) {
                holdUp(owner);
            }
        }
        look(400);
        runs(new Object());
        for (int i = 0; i < 300; i++) {
            holdUp(new Object());
        }
        look(400);

        assertThat(heldUp).hasValue(256);
        assertThat(made).hasSize(256);
    }

    @Test
    void ownersTakeTurns() {
        Object many = new Object();
        for (int i = 0; i < 4; i++) {
            holdUp(many);
        }
        Within.aWhile("a few threads are held up", () -> heldUp.get() == 4);
        AtomicInteger before = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger(-1);
        for (int i = 0; i < 1_000; i++) {
            deliveries.execute(many, before::incrementAndGet);
        }
        deliveries.execute(new Object(), () -> seen.set(before.get()));

        look(1);

        Within.aWhile("it ran", () -> seen.get() >= 0);
        assertThat(seen.get()).isLessThanOrEqualTo(1);
    }

    @Test
    void whoWaitsDoesNotWaitLongerBecauseOthersCome() {
        for (int i = 0; i < 4; i++) {
            holdUp(this);
        }
        Within.aWhile("a few threads are held up", () -> heldUp.get() == 4);
        holdUp(this);
        long first = deliveries.nextWake();
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(4));
        holdUp(this);

        assertThat(deliveries.nextWake()).isEqualTo(first).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
    }
}
