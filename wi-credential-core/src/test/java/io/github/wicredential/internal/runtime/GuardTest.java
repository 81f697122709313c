package io.github.wicredential.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.runtime.RefreshRuntime.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The guard wakes everybody in time, survives what sleepers do, and ends when there is nobody left. */
class GuardTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicInteger alive = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicLong wallStep = new AtomicLong();
    private final Clocks clocks = new Clocks() {
        @Override
        public long nanos() {
            return SYSTEM.nanos();
        }

        @Override
        public long millis() {
            return SYSTEM.millis() + wallStep.get();
        }
    };
    private final ThreadFactory threads = work -> {
        Thread made = new Thread(() -> {
            alive.incrementAndGet();
            try {
                work.run();
            } finally {
                alive.decrementAndGet();
            }
        });
        made.setDaemon(true);
        started.incrementAndGet();
        return made;
    };

    private ThreadedRuntime runtime(Duration looks) {
        return new ThreadedRuntime(clocks, threads, looks, Duration.ofSeconds(1));
    }

    @Test
    void aClockThatIsSetBeforeTheThreadRunsIsNoticed() {
        CountDownLatch set = new CountDownLatch(1);
        ThreadFactory slow = work -> threads.newThread(() -> {
            try {
                assertThat(set.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            work.run();
        });
        ThreadedRuntime runtime = new ThreadedRuntime(clocks, slow, Duration.ofMillis(20), Duration.ofSeconds(1));
        Once sleeper = new Once(runtime);
        sleeper.at = runtime.nanos() + TimeUnit.HOURS.toNanos(1);
        assertThat(runtime.timer(sleeper).update()).isTrue();

        wallStep.set(TimeUnit.HOURS.toMillis(1));
        set.countDown();

        Within.aWhile("woken", () -> sleeper.woken.get() == 1);
        assertThat(sleeper.diverged.get()).isGreaterThan(TimeUnit.MINUTES.toNanos(59));
    }

    @Test
    void noThreadIsStartedBeforeSomebodyWantsToBeWoken() {
        ThreadedRuntime runtime = runtime(Duration.ofSeconds(15));

        Timer timer = runtime.timer(new Once(runtime));

        assertThat(timer.update()).isTrue();
        assertThat(started).hasValue(0);
    }

    @Test
    void everySleeperIsWokenOnceAndNotTooEarly() {
        ThreadedRuntime runtime = runtime(Duration.ofSeconds(15));
        Random random = new Random(1);
        List<Once> sleepers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Once sleeper = new Once(runtime);
            sleeper.at = runtime.nanos() + (long) (random.nextDouble() * 100 * MILLI);
            sleepers.add(sleeper);
            assertThat(runtime.timer(sleeper).update()).isTrue();
        }

        Within.aWhile("all were woken", () -> sleepers.stream().allMatch(s -> s.woken.get() > 0));

        assertThat(sleepers).allMatch(s -> s.woken.get() == 1 && s.tooEarlyBy == 0);
        assertThat(started).hasValue(1);
    }

    @Test
    void noWakeIsLostWhileTheGuardIsAboutToLeave() {
        // It leaves after 20 µs without work, so most rounds meet it on its way out.
        ThreadedRuntime runtime = runtime(Duration.ofNanos(10_000));
        Random random = new Random(2);
        Once sleeper = new Once(runtime);
        Timer timer = runtime.timer(sleeper);

        for (int round = 0; round < 3_000; round++) {
            int before = sleeper.woken.get();
            sleeper.at = runtime.nanos() + random.nextInt(60_000);
            assertThat(timer.update()).isTrue();
            Within.aWhile("woken in round " + round, () -> sleeper.woken.get() > before);
        }

        assertThat(started.get()).as("guards that were started").isGreaterThan(1);
        Within.aWhile("the last guard has gone", () -> alive.get() == 0);
    }

    @Test
    void anEarlierWakeTimeCountsAtOnce() {
        ThreadedRuntime runtime = runtime(Duration.ofSeconds(15));
        Once sleeper = new Once(runtime);
        Timer timer = runtime.timer(sleeper);
        sleeper.at = runtime.nanos() + TimeUnit.HOURS.toNanos(1);
        timer.update();

        sleeper.at = runtime.nanos() + MILLI;
        timer.update();

        Within.aWhile("woken", () -> sleeper.woken.get() == 1);
    }

    @Test
    void aCancelledTimerWakesNobodyAndLetsTheGuardGo() {
        ThreadedRuntime runtime = runtime(Duration.ofMillis(5));
        Once sleeper = new Once(runtime);
        Timer timer = runtime.timer(sleeper);
        sleeper.at = runtime.nanos() + TimeUnit.HOURS.toNanos(1);
        timer.update();

        timer.cancel();
        timer.update();

        Within.aWhile("the guard has gone", () -> alive.get() == 0);
        assertThat(sleeper.woken).hasValue(0);
    }

    @Test
    void aSleeperThatThrowsCostsNobodyElseTheGuard() {
        ThreadedRuntime runtime = runtime(Duration.ofSeconds(15));
        Once bad = new Once(runtime) {
            @Override
            public void wake() {
                super.wake();
                throw new AssertionError("provoked");
            }
        };
        Once good = new Once(runtime);
        long at = runtime.nanos() + 5 * MILLI;
        bad.at = at;
        good.at = at + 1;
        runtime.timer(bad).update();
        runtime.timer(good).update();

        Within.aWhile("the other one was woken", () -> good.woken.get() == 1);

        assertThat(bad.woken).hasValue(1);
        assertThat(started).hasValue(1);
    }

    @Test
    void sleepersThatAreForgottenLeaveTheQueueAndTheGuardGoes() {
        ThreadedRuntime runtime = runtime(Duration.ofMillis(20));
        for (int i = 0; i < 10_000; i++) {
            Once forgotten = new Once(runtime);
            forgotten.at = runtime.nanos() + TimeUnit.HOURS.toNanos(1);
            runtime.timer(forgotten).update();
        }

        Within.aWhile("the guard has gone", () -> {
            System.gc();
            return alive.get() == 0;
        });
    }

    @Test
    void aWallClockThatIsSetIsToldToAllAndWakesAll() {
        ThreadedRuntime runtime = runtime(Duration.ofMillis(5));
        List<Once> sleepers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Once sleeper = new Once(runtime);
            sleeper.at = runtime.nanos() + TimeUnit.HOURS.toNanos(1 + i);
            runtime.timer(sleeper).update();
            sleepers.add(sleeper);
        }
        Within.aWhile("the guard has begun", () -> alive.get() == 1);

        wallStep.set(Duration.ofHours(1).toMillis());

        Within.aWhile("all were woken", () -> sleepers.stream().allMatch(s -> s.woken.get() > 0));
        assertThat(sleepers)
                .allMatch(s -> Math.abs(s.diverged.get() - Duration.ofHours(1).toNanos()) < 2_000 * MILLI);
    }
}
