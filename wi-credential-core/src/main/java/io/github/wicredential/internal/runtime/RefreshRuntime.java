package io.github.wicredential.internal.runtime;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the cache needs from outside: two clocks, a guard that wakes entries, workers that make requests, and threads
 * that call the application.
 *
 * <p>{@link #shared()} has real threads, one set per class loader. Tests supply a runtime that they drive by hand.
 */
public interface RefreshRuntime {

    /** A wake time that never comes. */
    long NEVER = Long.MAX_VALUE;

    /** The shared runtime of this class loader. Starts no thread until one is needed. */
    static RefreshRuntime shared() {
        return ThreadedRuntime.SHARED;
    }

    /**
     * A runtime of its own with another wall clock, which whoever needs a token looks at each time, since it may be
     * set.
     */
    static RefreshRuntime withWallClock(InstantSource clock) {
        return ThreadedRuntime.withWallClock(clock);
    }

    /** Running time since an origin of the runtime's own, so that values may be compared; not negative. */
    long nanos();

    /** The wall clock: milliseconds since 1970. */
    long millis();

    /** A timer, not set yet, for a target that is held weakly. */
    Timer timer(Wakeable target);

    /** Whether the guard stands by, for code that has no time to read a clock; always the same object. */
    Pulse pulse();

    /**
     * Runs work that may block, on a thread of the library. An owner, compared by identity, never gets all of them.
     *
     * <p>Throws {@link Hanging} if too much work of this owner has hung and was given up, and a
     * {@link RejectedExecutionException} or an {@link Error} if no thread can be obtained.
     */
    void execute(Object owner, Runnable work);

    /**
     * Stops counting on a worker whose work was given up. Called by code that knows that it is still working. Returns
     * what it was doing, or null if unknown.
     */
    @Nullable
    Doing giveUp(Thread worker);

    /**
     * Continues after a while, without a waiting thread: the continuation runs on the guard, so it must only hand
     * over. Only the timer refers to it; the caller has to keep the timer until then, or cancel it.
     */
    Timer after(long nanos, Runnable next);

    /**
     * Runs application code that receives a result, where nothing waits for it. While code of one owner, compared by
     * identity, is held up, that of others runs.
     */
    void deliver(Object owner, Runnable task);

    /** Like {@link #deliver}, for code that learns of its timeout: it does not wait for code that receives a result. */
    void timeOut(Object owner, Runnable task);

    /** Runs listeners of the application, where nothing waits for them, not even callers that wait for a result. */
    void tell(Runnable task);

    /** Waits for a result on the thread of a caller. */
    default <T> T await(CompletableFuture<T> result, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        return result.get(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Runs code after a while, only if there is no guard: before Java 24 the JDK's own timer may keep its first user
     * reachable.
     */
    default void unguardedAfter(long nanos, Runnable next) {
        var unused = new CompletableFuture<Boolean>()
                .completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS)
                .thenRun(next);
    }

    /** One identity has ended; if it was the last one, the guard ends. */
    void release();

    /** Too much work of one owner has hung and was given up. */
    final class Hanging extends RejectedExecutionException {

        private static final long serialVersionUID = 1L;

        private final int count;

        private final transient @Nullable Doing where;

        Hanging(int count, @Nullable Doing where) {
            super(count + " hang" + (where == null ? "" : " while " + where));
            this.count = count;
            this.where = where;
        }

        /** The number of hanging workers. */
        public int count() {
            return count;
        }

        /** What the last of them was doing, or null if unknown. */
        public @Nullable Doing where() {
            return where;
        }
    }

    /** A sleeper to be woken. None of the methods may block or run foreign code. */
    interface Wakeable {

        /** When to be woken next: a time of {@link RefreshRuntime#nanos()}, or {@link #NEVER}. */
        long nextWake();

        /** Looks at the clocks and does what is due. */
        void wake();

        /** The guard is gone: nothing will wake this sleeper in time. */
        void unguarded();

        /**
         * The wall clock ran ahead of the running time by this much, or was set back if negative; {@link #wake()}
         * follows. Irrelevant to a sleeper that waits in running time.
         */
        default void clockDiverged(long wallAheadNanos) {}
    }

    /** The timer of one sleeper. Thread-safe. */
    interface Timer {

        /** Asks the sleeper when to wake it and remembers that. Whether a guard stands by to do so. */
        boolean update();

        /** Forgets the sleeper. */
        void cancel();
    }
}
