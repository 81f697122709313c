package io.github.wicredential.internal.runtime;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the cache needs of the outside: two clocks, a guard that wakes entries, workers that make requests, and threads
 * that call the application.
 *
 * <p>{@link #shared()} has real threads, one set per class loader. Tests bring a runtime that they turn by hand.
 */
public interface RefreshRuntime {

    /** A wake time that never comes. */
    long NEVER = Long.MAX_VALUE;

    /** The one runtime of this class loader. Starts no thread until one is needed. */
    static RefreshRuntime shared() {
        return ThreadedRuntime.SHARED;
    }

    /** A runtime of its own with another wall clock, which whoever needs a token looks at each time, since it may be set. */
    static RefreshRuntime withWallClock(InstantSource clock) {
        return ThreadedRuntime.withWallClock(clock);
    }

    /** Running time since an origin of the runtime's own, so that values may be compared; not negative. */
    long nanos();

    /** The wall clock: milliseconds since 1970. */
    long millis();

    /** A timer, not set yet, for a target that is held weakly. */
    Timer timer(Wakeable target);

    /** Whether the guard stands by, for those who have no time to look at a clock; always the same one. */
    Pulse pulse();

    /**
     * Runs work that may block, on a thread of the library. An owner, who is known by identity, never gets all of them.
     *
     * <p>Throws {@link Hanging} if too much work of this owner has hung and was given up, and a
     * {@link RejectedExecutionException} or an {@link Error} if no thread can be obtained.
     */
    void execute(Object owner, Runnable work);

    /**
     * No longer counts on a worker, whose work was given up. Called by who knows that it is still at it. Returns what
     * it was doing, in words that follow "while", or null if that is not known.
     */
    @Nullable
    String giveUp(Thread worker);

    /**
     * Goes on after a while, without a thread that waits: what comes next runs on the guard, so it hands on only. The
     * timer is what holds on to it; the caller has to keep it until then, or cancel it.
     */
    Timer after(long nanos, Runnable next);

    /**
     * Runs code of the application that receives a result, where nothing waits for it. While code of one owner, who is
     * known by identity, is held up, that of others runs.
     */
    void deliver(Object owner, Runnable task);

    /** As {@link #deliver}, for code that learns that its time is over: it waits for no code that receives a result. */
    void timeOut(Object owner, Runnable task);

    /** Runs code of the application that listens, where nothing waits for it, not even who waits for a result. */
    void tell(Runnable task);

    /** Waits for a result with the thread of a caller. */
    default <T> T await(CompletableFuture<T> result, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        return result.get(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Runs code after a while, for want of a guard only: the JDK's own timer may hold on to who used it first, before
     * Java 24.
     */
    default void unguardedAfter(long nanos, Runnable next) {
        var unused = new CompletableFuture<Boolean>()
                .completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS)
                .thenRun(next);
    }

    /** One identity is done for good; if it was the last one, the guard goes. */
    void release();

    /** Too much work of one owner has hung and was given up. */
    final class Hanging extends RejectedExecutionException {

        private static final long serialVersionUID = 1L;

        private final int count;

        private final @Nullable String where;

        Hanging(int count, @Nullable String where) {
            super(count + " hang" + (where == null ? "" : " while " + where));
            this.count = count;
            this.where = where;
        }

        /** How many hang. */
        public int count() {
            return count;
        }

        /** What the last of them was doing, in words that follow "while", or null if that is not known. */
        public @Nullable String where() {
            return where;
        }
    }

    /** Somebody to be woken. None of the methods may block or run foreign code. */
    interface Wakeable {

        /** When to be woken next: a time of {@link RefreshRuntime#nanos()}, or {@link #NEVER}. */
        long nextWake();

        /** Looks at the clocks and does what is due. */
        void wake();

        /** The guard is gone: nobody will wake this one in time. */
        void unguarded();

        /**
         * The wall clock ran ahead of the running time by this much, or was set back if negative; {@link #wake()}
         * follows. Nothing to who waits in running time.
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
