package io.github.wicredential.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.runtime.RefreshRuntime.Sleeper;
import io.github.wicredential.internal.runtime.RefreshRuntime.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

    /** Wants to be woken at a time, once. */
    private static class Once implements Sleeper {

        private final RefreshRuntime runtime;
        private final AtomicInteger woken = new AtomicInteger();
        private final AtomicInteger unguarded = new AtomicInteger();
        private final AtomicLong diverged = new AtomicLong();
        private volatile long at = RefreshRuntime.NEVER;
        private volatile long tooEarlyBy;

        Once(RefreshRuntime runtime) {
            this.runtime = runtime;
        }

        @Override
        public long nextWake() {
            return at;
        }

        @Override
        public void wake() {
            long now = runtime.nanos();
            if (now < at && at != RefreshRuntime.NEVER) {
                tooEarlyBy = at - now;
            }
            at = RefreshRuntime.NEVER;
            woken.incrementAndGet();
        }

        @Override
        public void unguarded() {
            unguarded.incrementAndGet();
        }

        @Override
        public void clockDiverged(long wallAheadNanos) {
            diverged.set(wallAheadNanos);
        }
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

    @Test
    void aGuardThatDiesTellsEverybodyAlsoIfSomeOfThemFail() {
        TestRuntimes.Mortal mortal = TestRuntimes.mortal();
        List<Once> sleepers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            boolean fails = i % 2 == 0;
            Once sleeper = new Once(mortal.runtime) {
                @Override
                public void unguarded() {
                    super.unguarded();
                    if (fails) {
                        throw new OutOfMemoryError("provoked");
                    }
                }
            };
            sleeper.at = mortal.runtime.nanos() + TimeUnit.HOURS.toNanos(1);
            mortal.runtime.timer(sleeper).update();
            sleepers.add(sleeper);
        }

        mortal.killGuard();

        assertThat(sleepers).allMatch(s -> s.unguarded.get() == 1);
    }

    @Test
    void aNewGuardTakesOverWhatTheDeadOneLeft() {
        TestRuntimes.Mortal mortal = TestRuntimes.mortal();
        Once first = new Once(mortal.runtime);
        first.at = mortal.runtime.nanos() + 300 * MILLI;
        mortal.runtime.timer(first).update();
        mortal.killGuard();
        mortal.heal();

        Once second = new Once(mortal.runtime);
        second.at = mortal.runtime.nanos() + MILLI;
        assertThat(mortal.runtime.timer(second).update()).isTrue();

        Within.aWhile("both were woken", () -> first.woken.get() == 1 && second.woken.get() == 1);
        assertThat(mortal.started()).isEqualTo(2);
    }

    @Test
    void aGuardThatCannotBeStartedIsTriedAgainAfterASecondAndNotBefore() {
        TestRuntimes.Mortal mortal = TestRuntimes.mortal();
        mortal.exhaust();
        Once sleeper = new Once(mortal.runtime);
        sleeper.at = mortal.runtime.nanos();
        Timer timer = mortal.runtime.timer(sleeper);

        assertThat(timer.update()).isFalse();
        mortal.heal();
        long refused = mortal.runtime.nanos();
        Within.aWhile("a guard stands by", timer::update);

        assertThat(mortal.runtime.nanos() - refused).isGreaterThan(500 * MILLI);
        Within.aWhile("woken", () -> sleeper.woken.get() == 1);
    }
}
