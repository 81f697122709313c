package io.github.wicredential.internal.runtime;

/**
 * What the cache needs of the outside: two clocks, a guard that wakes entries, and workers that make requests.
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
     * Runs work that may block, on a thread of the library.
     *
     * @param work what to run
     * @throws java.util.concurrent.RejectedExecutionException or an {@link Error} if no thread can be had
     */
    void execute(Runnable work);

    /**
     * Waits on a worker.
     *
     * @param nanos how long
     * @throws InterruptedException if the worker is told to stop
     */
    void pause(long nanos) throws InterruptedException;

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
