package io.github.wicredential.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.runtime.RefreshRuntime.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A guard that dies, hangs or is sent away is noticed and replaced, and no sleeper is forgotten meanwhile. */
class GuardFaultsTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicInteger alive = new AtomicInteger();
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
        return made;
    };

    private ThreadedRuntime runtime(Duration looks) {
        return new ThreadedRuntime(Clocks.SYSTEM, threads, looks, Duration.ofSeconds(1));
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
                    if (fails && unguarded.get() == 1) {
                        throw new OutOfMemoryError("provoked");
                    }
                }
            };
            sleeper.at = mortal.runtime.nanos() + TimeUnit.HOURS.toNanos(1);
            mortal.runtime.timer(sleeper).update();
            sleepers.add(sleeper);
        }

        mortal.killGuard();

        for (int i = 0; i < 10; i++) {
            assertThat(sleepers.get(i).unguarded).as("sleeper %s", i).hasValue(i % 2 == 0 ? 2 : 1);
        }
    }

    @Test
    void aPauseOutlivesAGuardThatDiesWithoutMemory() {
        AtomicBoolean full = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        AtomicReference<Thread> guard = new AtomicReference<>();
        Clocks clocks = new Clocks() {
            @Override
            public long nanos() {
                return SYSTEM.nanos();
            }

            @Override
            public long millis() {
                return SYSTEM.millis();
            }

            @Override
            public ThreadFactory threads(String name) {
                return work -> {
                    if (full.get()) {
                        refused.incrementAndGet();
                        throw new OutOfMemoryError("provoked");
                    }
                    Thread made = threads.newThread(work);
                    guard.compareAndSet(null, name.endsWith("guard") ? made : null);
                    return made;
                };
            }
        };
        ThreadedRuntime runtime = new ThreadedRuntime(clocks);
        AtomicInteger over = new AtomicInteger();
        Timer pause = runtime.after(300 * MILLI, over::incrementAndGet);
        Within.aWhile("the guard has begun", () -> alive.get() == 1);

        full.set(true);
        guard.get().interrupt();
        Within.aWhile("neither thread nor guard takes its place", () -> refused.get() >= 3);
        full.set(false);

        // Nobody asks for a guard or a thread meanwhile.
        Within.aWhile("the pause is over", () -> over.get() == 1);
        pause.cancel();
    }

    @Test
    void aGuardThatCannotTellThatItGoesIsReplacedMeanwhileAndThenGoes() {
        TestRuntimes.Mortal mortal = TestRuntimes.mortal();
        AtomicBoolean full = new AtomicBoolean(true);
        Once untold = new Once(mortal.runtime) {
            @Override
            public void unguarded() {
                super.unguarded();
                if (full.get()) {
                    throw new OutOfMemoryError("provoked");
                }
            }
        };
        untold.at = mortal.runtime.nanos() + TimeUnit.HOURS.toNanos(1);
        Timer timer = mortal.runtime.timer(untold);
        timer.update();
        mortal.poison();
        Within.aWhile("it was tried", () -> untold.unguarded.get() == 1);
        mortal.heal();

        untold.at = mortal.runtime.nanos() + MILLI;
        assertThat(timer.update()).isTrue();

        Within.aWhile("woken by another guard", () -> untold.woken.get() == 1);
        assertThat(mortal.started()).isEqualTo(2);
        Within.aWhile("the first one is dead", () -> mortal.died() == 1);
        assertThat(untold.unguarded).as("not told again").hasValue(1);
    }

    @Test
    void guardsThatDieAtOnceAreNotReplacedWithoutEnd() {
        AtomicInteger started = new AtomicInteger();
        ThreadFactory mortal = work -> threads.newThread(() -> {
            started.incrementAndGet();
            Thread.currentThread().interrupt();
            work.run();
        });
        RecordedThreads clocks = new RecordedThreads();
        ThreadedRuntime runtime = new ThreadedRuntime(clocks, mortal, Duration.ofSeconds(15), Duration.ofSeconds(1));
        Once sleeper = new Once(runtime);
        sleeper.at = clocks.nanos() + TimeUnit.HOURS.toNanos(1);
        Timer timer = runtime.timer(sleeper);

        assertThat(timer.update()).isTrue();
        Within.aWhile("the first one is dead", () -> sleeper.unguarded.get() == 1 && alive.get() == 0);
        assertThat(timer.update()).as("a second one").isTrue();
        Within.aWhile("so is the second", () -> sleeper.unguarded.get() == 2 && alive.get() == 0);
        assertThat(timer.update()).as("a third one in the same second").isFalse();
        assertThat(started).hasValue(2);

        clocks.now.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThat(timer.update()).as("a second later").isTrue();
        Within.aWhile("that is dead as well", () -> started.get() == 3 && alive.get() == 0);
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

    @Test
    void aGuardWhoseThreadVanishedIsReplaced() {
        AtomicInteger made = new AtomicInteger();
        ThreadFactory firstNeverRuns =
                work -> made.incrementAndGet() == 1 ? new Thread(() -> {}) : threads.newThread(work);
        ThreadedRuntime runtime =
                new ThreadedRuntime(Clocks.SYSTEM, firstNeverRuns, Duration.ofSeconds(15), Duration.ofSeconds(1));
        Once sleeper = new Once(runtime);
        sleeper.at = runtime.nanos();
        Timer timer = runtime.timer(sleeper);
        assertThat(timer.update()).isTrue();

        Within.aWhile("woken by another guard", () -> timer.update() && sleeper.woken.get() > 0);

        assertThat(made).hasValue(2);
    }

    @Test
    void aGuardThatHangsIsReplaced() throws Exception {
        AtomicLong ahead = new AtomicLong();
        Clocks later = new Clocks() {
            @Override
            public long nanos() {
                return SYSTEM.nanos() + ahead.get();
            }

            @Override
            public long millis() {
                return SYSTEM.millis() + TimeUnit.NANOSECONDS.toMillis(ahead.get());
            }
        };
        ThreadedRuntime runtime = new ThreadedRuntime(later, threads, Duration.ofSeconds(15), Duration.ofSeconds(1));
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        Once bad = new Once(runtime) {
            @Override
            public void wake() {
                super.wake();
                hangs.countDown();
                try {
                    assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        bad.at = runtime.nanos();
        runtime.timer(bad).update();
        assertThat(hangs.await(20, TimeUnit.SECONDS)).isTrue();
        Once good = new Once(runtime);
        good.at = runtime.nanos();
        Timer timer = runtime.timer(good);
        timer.update();

        ahead.set(TimeUnit.SECONDS.toNanos(60));

        assertThat(timer.update()).isTrue();
        Within.aWhile("woken by another guard", () -> good.woken.get() == 1);
        release.countDown();
        Within.aWhile("the first one leaves when it can", () -> alive.get() == 1);
        assertThat(runtime.pulse().beats()).isTrue();
    }

    @Test
    void aSleeperWhoseWakingFailsIsWokenAgain() {
        ThreadedRuntime runtime = runtime(Duration.ofSeconds(15));
        Once sleeper = new Once(runtime) {
            @Override
            public void wake() {
                long wanted = at;
                super.wake();
                if (woken.get() == 1) {
                    at = wanted;
                    throw new OutOfMemoryError("provoked");
                }
            }
        };
        sleeper.at = runtime.nanos();
        runtime.timer(sleeper).update();

        Within.aWhile("woken again", () -> sleeper.woken.get() == 2);
    }

    @Test
    void nobodyReliesOnAGuardThatCannotWakeWhoIsDue() {
        AtomicBoolean full = new AtomicBoolean(true);
        ThreadedRuntime runtime = runtime(Duration.ofMillis(20));
        Once sleeper = new Once(runtime) {
            @Override
            public void wake() {
                long wanted = at;
                super.wake();
                if (full.get()) {
                    at = wanted;
                    throw new OutOfMemoryError("provoked");
                }
            }
        };
        sleeper.at = runtime.nanos();
        runtime.timer(sleeper).update();
        Once another = new Once(runtime);
        another.at = runtime.nanos() + 200 * MILLI;
        runtime.timer(another).update();

        Within.aWhile("it was tried", () -> sleeper.woken.get() > 0 && another.woken.get() > 0);
        int tried = sleeper.woken.get();
        Within.aWhile(
                "it is tried again",
                () -> sleeper.woken.get() > tried || runtime.pulse().beats());
        assertThat(runtime.pulse().beats()).isFalse();
        full.set(false);

        Within.aWhile("it beats again", runtime.pulse()::beats);
        assertThat(sleeper.at).isEqualTo(RefreshRuntime.NEVER);
    }

    @Test
    void aSleeperThatWasSeenToMeanwhileOrIsDoneStopsNoPulse() {
        ThreadedRuntime runtime = runtime(Duration.ofMillis(20));
        for (boolean cancelled : new boolean[] {true, false}) {
            Once sleeper = new Once(runtime) {
                @Override
                public void wake() {
                    long wanted = at;
                    super.wake();
                    at = wanted;
                    throw new OutOfMemoryError("provoked");
                }
            };
            sleeper.at = runtime.nanos();
            Timer timer = runtime.timer(sleeper);
            timer.update();
            Within.aWhile(
                    "the pulse stops",
                    () -> sleeper.woken.get() > 0 && !runtime.pulse().beats());

            if (cancelled) {
                timer.cancel();
            } else {
                sleeper.at = runtime.nanos() + TimeUnit.HOURS.toNanos(1);
                timer.update();
            }

            Once another = new Once(runtime);
            another.at = runtime.nanos() + TimeUnit.HOURS.toNanos(1);
            runtime.timer(another).update();
            Within.aWhile("it beats again", runtime.pulse()::beats);
        }
    }

    @Test
    void aSleeperThatCannotSayWhenIsNotForgotten() {
        ThreadedRuntime runtime = runtime(Duration.ofSeconds(15));
        AtomicInteger asked = new AtomicInteger();
        Once sleeper = new Once(runtime) {
            @Override
            public long nextWake() {
                if (asked.incrementAndGet() == 2) {
                    throw new OutOfMemoryError("provoked");
                }
                return super.nextWake();
            }

            @Override
            public void wake() {
                long wanted = at;
                super.wake();
                at = woken.get() < 2 ? wanted : at;
            }
        };
        sleeper.at = runtime.nanos();
        runtime.timer(sleeper).update();

        Within.aWhile("woken again", () -> sleeper.woken.get() == 2);
    }

    @Test
    void anInterruptedGuardLeavesAndIsReplacedWhenItIsNeeded() {
        AtomicReference<Thread> guard = new AtomicReference<>();
        ThreadedRuntime runtime = new ThreadedRuntime(
                Clocks.SYSTEM,
                work -> {
                    Thread made = threads.newThread(work);
                    guard.set(made);
                    return made;
                },
                Duration.ofSeconds(15),
                Duration.ofSeconds(1));
        Once sleeper = new Once(runtime);
        sleeper.at = runtime.nanos() + TimeUnit.HOURS.toNanos(1);
        Timer timer = runtime.timer(sleeper);
        timer.update();
        Within.aWhile("the guard has begun", () -> alive.get() == 1);

        guard.get().interrupt();

        Within.aWhile("the guard has gone", () -> alive.get() == 0);
        assertThat(runtime.pulse().beats()).isFalse();
        assertThat(sleeper.unguarded).hasValue(1);
        sleeper.at = runtime.nanos();
        assertThat(timer.update()).isTrue();
        Within.aWhile("woken", () -> sleeper.woken.get() == 1);
    }

    @Test
    void whenTheLastOneIsDoneTheGuardGoesAtOnce() {
        ThreadedRuntime runtime = runtime(Duration.ofSeconds(15));
        Once sleeper = new Once(runtime);
        sleeper.at = runtime.nanos() + TimeUnit.HOURS.toNanos(1);
        Timer timer = runtime.timer(sleeper);
        timer.update();
        Within.aWhile("the guard has begun", () -> alive.get() == 1);

        timer.cancel();
        runtime.release();

        Within.aWhile("the guard has gone", () -> alive.get() == 0);
    }
}
