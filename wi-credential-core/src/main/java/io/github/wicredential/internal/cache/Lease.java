package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import java.util.concurrent.TimeUnit;

/**
 * A token with its times on both clocks. The clock that says "later" wins: running time stands still while a machine
 * is suspended, and the wall clock can be set back.
 *
 * @param token the token
 * @param flight the number of the flight that brought it
 * @param startNanos running time before it was asked for
 * @param startMillis wall time before it was asked for
 * @param times when it is due and how long it is usable
 */
record Lease(AccessToken token, long flight, long startNanos, long startMillis, RefreshTimes times) {

    long age(long nanos, long millis) {
        return Math.max(nanos - startNanos, TimeUnit.MILLISECONDS.toNanos(millis - startMillis));
    }

    boolean usable(long nanos, long millis) {
        return age(nanos, millis) < times.usable();
    }

    boolean due(long nanos, long millis) {
        return age(nanos, millis) >= times.due();
    }

    long remaining(long nanos, long millis) {
        return times.usable() - age(nanos, millis);
    }

    /** When running time reaches the due time. */
    long dueNanos() {
        return startNanos + times.due();
    }

    /** When running time reaches the end of use. */
    long usableNanos() {
        return startNanos + times.usable();
    }
}
