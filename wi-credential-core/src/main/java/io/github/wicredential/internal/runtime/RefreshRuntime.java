package io.github.wicredential.internal.runtime;

import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What the cache needs of the outside: two clocks, a guard that wakes entries, workers that make requests, and threads that
 * call the application.
 *
 * <p>{@link #shared()} has real threads, one set per class loader. Tests bring a runtime that they turn by hand.
 */
public interface RefreshRuntime {

    /** A wake time that never comes. */
    long NEVER = Long.MAX_VALUE;

    /**
     * The runtime of this class loader. Starts no thread until one is needed.
     *
     * @return always the same one
     */
    static RefreshRuntime shared() {
        return ThreadedRuntime.SHARED;
    }

    /** A runtime of its own with another wall clock, which whoever needs a token looks at each time, since it may be set. */
    static RefreshRuntime withWallClock(InstantSource clock) {
        return ThreadedRuntime.withWallClock(clock);
    }

    /**
     * Running time since an origin of the runtime's own, so that values may be compared.
     *
     * @return nanoseconds, not negative
     */
    long nanos();

    /**
     * The wall clock.
     *
     * @return milliseconds since 1970
     */
    long millis();

    /**
     * Makes a timer for a target, which is held weakly.
     *
     * @param target who is to be woken
     * @return a timer that is not set
     */
    Timer timer(Sleeper target);

    /**
     * Whether the guard stands by, for those who have no time to look at a clock.
     *
     * @return always the same one
     */
    Pulse pulse();

    /**
     * Runs work that may block, on a thread of the library. An owner never gets all of them.
     *
     * @param owner whose work it is, by identity
     * @param work what to run
     * @throws Hanging if too much work of this owner has hung and was given up
     * @throws RejectedExecutionException or an {@link Error} if no thread can be had
     */
    void execute(Object owner, Runnable work);

    /**
     * No longer counts on a worker, whose work was given up. Called by who knows that it is still at it.
     *
     * @param worker its thread
     * @return what it was doing, in words that follow "while", or null if that is not known
     */
    @Nullable
    String giveUp(Thread worker);

    /**
     * Goes on after a while, without a thread that waits.
     *
     * @param nanos how long
     * @param next what to do then, on the guard: it hands on only
     * @return holds on to it; the caller has to keep it until then, or cancel it
     */
    Timer after(long nanos, Runnable next);

    /**
     * Runs code of the application that receives a result, where nothing waits for it. While code of one owner is held
     * up, that of others runs.
     *
     * @param owner whose code it is, by identity
     * @param task what to run
     */
    void deliver(Object owner, Runnable task);

    /**
     * As {@link #deliver}, for code that learns that its time is over: it waits for no code that receives a result.
     *
     * @param owner whose code it is, by identity
     * @param task what to run
     */
    void timeOut(Object owner, Runnable task);

    /**
     * Runs code of the application that listens, where nothing waits for it, not even who waits for a result.
     *
     * @param task what to run
     */
    void tell(Runnable task);

    /** One identity is done for good; if it was the last one, the guard goes. */
    void release();

    /** Too much work of one owner has hung and was given up. */
    final class Hanging extends RejectedExecutionException {

        private static final long serialVersionUID = 1L;

        /** How many hang. */
        private final int count;

        /** What the last of them was doing, in words that follow "while", or null. */
        private final @Nullable String where;

        Hanging(int count, @Nullable String where) {
            super(count + " hang" + (where == null ? "" : " while " + where));
            this.count = count;
            this.where = where;
        }

        /**
         * How many hang.
         *
         * @return a positive number
         */
        public int count() {
            return count;
        }

        /**
         * What the last of them was doing.
         *
         * @return words that follow "while", or null if that is not known
         */
        public @Nullable String where() {
            return where;
        }
    }

    /** Somebody to be woken. None of the methods may block or run foreign code. */
    interface Sleeper {

        /**
         * When to be woken next.
         *
         * @return a time of {@link RefreshRuntime#nanos()}, or {@link #NEVER}
         */
        long nextWake();

        /** Looks at the clocks and does what is due. */
        void wake();

        /** The guard is gone: nobody will wake this one in time. */
        void unguarded();

        /**
         * The wall clock and the running time came apart; {@link #wake()} follows.
         *
         * @param wallAheadNanos by how much the wall clock ran ahead, negative if it was set back
         */
        void clockDiverged(long wallAheadNanos);
    }

    /** The timer of one sleeper. Thread-safe. */
    interface Timer {

        /**
         * Asks the sleeper when to wake it and remembers that.
         *
         * @return whether a guard stands by to do so
         */
        boolean update();

        /** Forgets the sleeper. */
        void cancel();
    }
}
