package io.github.wicredential.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.internal.runtime.RefreshRuntime.Hanging;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers are shared fairly, and work that hangs is on nobody's account but its owner's. */
class WorkersTest {

    private final RecordedThreads threads = new RecordedThreads();
    private final AtomicLong now = threads.now;
    private final Set<Thread> made = threads.made;
    private final Workers workers = new Workers(threads, threads.guard, threads.onDemand);
    private final CountDownLatch release = new CountDownLatch(1);
    private static final Doing FILE = Doing.readsFile("it read the token file /x");

    private final AtomicInteger hung = new AtomicInteger();
    private final List<Thread> hanging = new ArrayList<>();

    @AfterEach
    void letEverybodyGo() {
        release.countDown();
        made.forEach(Thread::interrupt);
    }

    private void hang(Object owner) {
        workers.execute(owner, () -> {
            LibraryThread.doing(FILE);
            synchronized (hanging) {
                hanging.add(Thread.currentThread());
            }
            hung.incrementAndGet();
            boolean released = false;
            while (!released) {
                try {
                    released = release.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException deaf) {
                    // As a read of a dead mount.
                }
            }
        });
    }

    private void run(Object owner) {
        CountDownLatch ran = new CountDownLatch(1);
        workers.execute(owner, ran::countDown);
        Within.aWhile("it ran", () -> ran.getCount() == 0);
    }

    @Test
    void anOwnerThatTakesAllItCanLeavesThreadsForOthers() {
        Object greedy = new Object();
        for (int i = 0; i < 200; i++) {
            hang(greedy);
        }
        Within.aWhile("it has its share", () -> hung.get() == 26);

        for (int i = 0; i < 5; i++) {
            Object another = new Object();
            for (int n = 0; n < 200; n++) {
                hang(another);
            }
            run(new Object());
        }
        assertThat(made.size()).isLessThanOrEqualTo(64);
    }

    @Test
    void nineOwnersThatTakeAllTheyCanLeaveThreadsForAnother() {
        for (int i = 0; i < 9; i++) {
            Object greedy = new Object();
            for (int n = 0; n < 40; n++) {
                hang(greedy);
            }
        }
        Within.aWhile("they have their shares", () -> hung.get() >= 50);

        run(new Object());

        assertThat(made.size()).isLessThanOrEqualTo(64);
    }

    @Test
    void whoeverHoldsNothingGetsAThreadWhenAllOthersAreSlow() {
        for (int i = 0; i < 100; i++) {
            hang(new Object());
        }
        CountDownLatch ran = new CountDownLatch(1);
        workers.execute(new Object(), ran::countDown);
        Within.aWhile("all threads are taken", () -> hung.get() == 64);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1_900));
        workers.wake();
        assertThat(made).hasSize(64);

        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
        workers.wake();

        Within.aWhile("it ran", () -> ran.getCount() == 0);
        Within.aWhile("those that waited before run too", () -> hung.get() == 100);
    }

    @Test
    void slowWorkMakesNoMoreThreadsThanMayHang() {
        for (int i = 0; i < 1_000; i++) {
            hang(new Object());
        }
        for (int i = 0; i < 10; i++) {
            now.addAndGet(TimeUnit.SECONDS.toNanos(3));
            workers.wake();
        }

        Within.aWhile("all threads are taken", () -> hung.get() == 256);
        assertThat(made).hasSize(256);
        giveUpAll();
        assertThat(made).hasSize(256);
    }

    @Test
    void anOwnerOfMuchThatIsSlowGetsNoMoreForIt() {
        Object greedy = new Object();
        for (int i = 0; i < 200; i++) {
            hang(greedy);
        }
        Within.aWhile("it has its share", () -> hung.get() == 26);

        now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        workers.wake();

        assertThat(made).hasSize(26);
        run(new Object());
    }

    @Test
    void whatWaitsIsLookedAfterTwiceASecond() {
        assertThat(workers.nextWake()).isEqualTo(RefreshRuntime.NEVER);
        for (int i = 0; i < 65; i++) {
            hang(new Object());
        }

        assertThat(workers.nextWake()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    }

    @Test
    void workThatIsGivenUpNoLongerCounts() {
        for (int i = 0; i < 15; i++) {
            Object owner = new Object();
            for (int n = 0; n < 16; n++) {
                hang(owner);
            }
        }
        Within.aWhile("no more can hang", () -> hung.get() == 60);
        giveUpAll();

        Within.aWhile("those that waited take their places", () -> hung.get() >= 100);
        run(new Object());
    }

    @Test
    void anOwnerOfMuchThatHangsIsToldAtOnceWhereAndOthersAreNot() {
        Object sick = new Object();
        for (int i = 0; i < 16; i++) {
            hang(sick);
        }
        Within.aWhile("all hang", () -> hung.get() == 16);
        giveUpAll();

        assertThatThrownBy(() -> workers.execute(sick, () -> {})).isInstanceOfSatisfying(Hanging.class, hanging -> {
            assertThat(hanging.count()).isEqualTo(16);
            assertThat(hanging.where()).isEqualTo(FILE);
        });
        run(new Object());
    }

    @Test
    void workThatReturnsAfterAllGivesItsOwnerThreadsAgain() {
        Object owner = new Object();
        for (int i = 0; i < 16; i++) {
            hang(owner);
        }
        Within.aWhile("all hang", () -> hung.get() == 16);
        giveUpAll();

        release.countDown();

        Within.aWhile("it may go on", () -> {
            try {
                run(owner);
                return true;
            } catch (Hanging still) {
                return false;
            }
        });
    }

    @Test
    void workOneAfterTheOtherNeedsFewThreads() {
        for (int i = 0; i < 40; i++) {
            run(this);
        }

        assertThat(made).hasSizeLessThan(10);
    }

    private void giveUpAll() {
        List<Thread> all;
        synchronized (hanging) {
            all = new ArrayList<>(hanging);
        }
        assertThat(all).allMatch(thread -> FILE.equals(workers.giveUp(thread)));
    }
}
