package io.github.wicredential.internal.runtime;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Running time, wall time and the threads that sleep by them, replaceable in tests and simulations. */
interface Clocks {

    /** The clocks of this machine; running time counts from the start of the library, so that it can be compared. */
    Clocks SYSTEM = new Clocks() {
        private final long origin = System.nanoTime();

        @Override
        public long nanos() {
            return System.nanoTime() - origin;
        }

        @Override
        public long millis() {
            return System.currentTimeMillis();
        }
    };

    long nanos();

    long millis();

    /** Creates numbered threads. */
    default ThreadFactory threads(String name) {
        return LibraryThread.factory(name);
    }

    /** Sleeps until it is unparked or interrupted, or spuriously returns, but no longer than that. */
    default void park(Object sleeper, long nanos) {
        LockSupport.parkNanos(sleeper, nanos);
    }

    /** Wakes a thread, now or when it next parks; does nothing for null. */
    default void unpark(@Nullable Thread thread) {
        LockSupport.unpark(thread);
    }
}
