package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentityException;
import java.util.concurrent.CompletableFuture;

/** Those who wait for a flight: how many, until when, and what they get. Thread-safe. */
final class Waiters {

    /** In place of a time, of who wants the result and makes nothing go on for it. */
    static final long NOBODY = Long.MIN_VALUE;

    private static final int GIVEN_UP = -1;

    // Completed once, after the state was published. Replaced under the monitor.
    private volatile CompletableFuture<AccessToken> result = new CompletableFuture<>();

    // All written under the monitor. How many wait; GIVEN_UP once nobody does and nobody may any more.
    private volatile int waiting;
    private volatile boolean awaited;
    private volatile long wantedUntil;

    /** What whoever waits now gets. */
    CompletableFuture<AccessToken> result() {
        return result;
    }

    void complete(AccessToken token) {
        result.complete(token);
    }

    void fail(WorkloadIdentityException cause) {
        result.completeExceptionally(cause);
    }

    /** Frees those who wait with a token that came otherwise. Who begins to wait from now on waits for the flight. */
    void serve(AccessToken token) {
        CompletableFuture<AccessToken> current;
        synchronized (this) {
            current = result;
            result = new CompletableFuture<>();
        }
        current.complete(token);
    }

    /** One more waits, until then; false if the flight was dropped because nobody did. */
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

    /** One less waits, with or without a result. */
    synchronized void leave() {
        if (waiting > 0) {
            waiting--;
        }
    }

    /** Whether nobody waits; from then on nobody can. For flights that have not begun. */
    synchronized boolean dropIfNone() {
        if (waiting == 0) {
            waiting = GIVEN_UP;
        }
        return waiting == GIVEN_UP;
    }

    /** Whether somebody waits now. */
    boolean any() {
        return waiting > 0;
    }

    /** Whether anybody has waited at all. */
    boolean everAny() {
        return awaited;
    }

    /** The latest running time until which somebody waits. */
    long wantedUntil() {
        return wantedUntil;
    }
}
