package io.github.wicredential.internal.runtime;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Runtimes with real threads for tests of other packages. */
public final class TestRuntimes {

    private static final String GUARD = "test-guard";

    private TestRuntimes() {}

    /** One whose threads end soon after their work. */
    public static RefreshRuntime impatient() {
        return new ThreadedRuntime(
                Clocks.SYSTEM, LibraryThread.factory("impatient-guard"), Duration.ofMillis(20), Duration.ofMillis(50));
    }

    /** What a runtime says when so many of an owner's works hang. */
    public static RefreshRuntime.Hanging hanging(int count, String where) {
        return new RefreshRuntime.Hanging(count, Doing.readsFile(where));
    }

    /** One whose guard can be killed. */
    public static Mortal mortal() {
        return new Mortal();
    }

    /** A runtime and the means to kill its guard. */
    public static final class Mortal {

        private final AtomicBoolean poisoned = new AtomicBoolean();
        private final AtomicBoolean exhausted = new AtomicBoolean();
        private final AtomicInteger started = new AtomicInteger();
        private final AtomicInteger died = new AtomicInteger();

        /** The runtime itself. */
        public final RefreshRuntime runtime;

        private Mortal() {
            Clocks poisonedForTheGuard = new Clocks() {
                @Override
                public long nanos() {
                    if (poisoned.get() && Thread.currentThread().getName().equals(GUARD)) {
                        throw new Error("The clock kills the guard.");
                    }
                    return Clocks.SYSTEM.nanos();
                }

                @Override
                public long millis() {
                    return Clocks.SYSTEM.millis();
                }
            };
            ThreadFactory guards = work -> {
                if (exhausted.get()) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                Thread made = new Thread(work, GUARD);
                made.setDaemon(true);
                made.setUncaughtExceptionHandler((thread, error) -> died.incrementAndGet());
                started.incrementAndGet();
                return made;
            };
            runtime = new ThreadedRuntime(poisonedForTheGuard, guards, Duration.ofMillis(20), Duration.ofSeconds(10));
        }

        /** Kills the guard and lets no other one live until {@link #heal}. Returns when it is dead. */
        public void killGuard() {
            int before = died.get();
            poison();
            Within.aWhile("the guard is dead", () -> died.get() > before);
        }

        /** Kills the guard as soon as it looks at a clock, and any other until {@link #heal}. */
        void poison() {
            poisoned.set(true);
        }

        /** How many guards have died. */
        int died() {
            return died.get();
        }

        /** New guards live. */
        public void heal() {
            poisoned.set(false);
            exhausted.set(false);
        }

        /** From now on no guard can be started. */
        public void exhaust() {
            exhausted.set(true);
        }

        /** How many guards were started. */
        public int started() {
            return started.get();
        }
    }
}
