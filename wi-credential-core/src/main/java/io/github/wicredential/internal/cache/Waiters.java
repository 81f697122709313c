package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentityException;
import java.util.concurrent.CompletableFuture;

/** The waiters of a flight: how many, until when, and their result. Thread-safe. */
final class Waiters {

    /** Used instead of a time by a waiter that wants the result but keeps no attempts going. */
    static final long NOBODY = Long.MIN_VALUE;

    private static final int GIVEN_UP = -1;

    // Completed once, after the state was published. Replaced under the monitor.
    private volatile CompletableFuture<AccessToken> result = new CompletableFuture<>();

    // All written under the monitor. The number of waiters; GIVEN_UP once there are none and none may join.
    private volatile int waiting;
    private volatile boolean awaited;
    private volatile long wantedUntil;

    /** The result for the current waiters. */
    CompletableFuture<AccessToken> result() {
        return result;
    }

    void complete(AccessToken token) {
        result.complete(token);
    }

    void fail(WorkloadIdentityException cause) {
        result.completeExceptionally(cause);
    }

    /** Releases the current waiters with a token from elsewhere. Later waiters wait for the flight. */
    void serve(AccessToken token) {
        CompletableFuture<AccessToken> current;
        synchronized (this) {
            current = result;
            result = new CompletableFuture<>();
        }
        current.complete(token);
    }

    /** Adds a waiter, until then; false if the flight was dropped because there was none. */
    synchronized boolean join(long until) {
        if (waiting == GIVEN_UP) {
            return false;
        }
        if (until == NOBODY) {
            return true;
        }
        waiting++;
        awaited = true;
        wantedUntil = Math.max(wantedUntil, until);
        return true;
    }

    /** Removes a waiter, with or without a result. */
    synchronized void leave() {
        if (waiting > 0) {
            waiting--;
        }
    }

    /** Whether there are no waiters; from then on none can join. For flights that have not begun. */
    synchronized boolean dropIfNone() {
        if (waiting == 0) {
            waiting = GIVEN_UP;
        }
        return waiting == GIVEN_UP;
    }

    /** Whether there are waiters now. */
    boolean any() {
        return waiting > 0;
    }

    /** Whether there have been any waiters. */
    boolean everAny() {
        return awaited;
    }

    /** The latest running time until which a waiter waits. */
    long wantedUntil() {
        return wantedUntil;
    }
}
