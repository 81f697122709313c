package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.CredentialEvent.Reason;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to get a token, owned by a worker. Callers only wait for its result; whoever leaves, leaves alone.
 */
final class Flight {

    private static final AtomicLong NUMBERS = new AtomicLong();

    /** Later flights have higher numbers. */
    final long number = NUMBERS.incrementAndGet();

    final Reason reason;

    /** The claims challenge to answer, or null for a plain flight. */
    final @Nullable String claims;

    /** Running time before which no request leaves. */
    final long notBefore;

    /** Completed once, after the state was published. */
    final CompletableFuture<AccessToken> result = new CompletableFuture<>();

    // Written by whoever begins to wait; never taken back.
    private volatile boolean awaited;

    // Written when it is handed to a worker and by the worker when it begins; read by the guard.
    private volatile long deadline = RefreshRuntime.NEVER;

    // Both written under this flight's monitor, within which nobody waits.
    private volatile @Nullable Thread runner;
    private boolean abandoned;

    Flight(Reason reason, @Nullable String claims, long notBefore, boolean awaited) {
        this.reason = reason;
        this.claims = claims;
        this.notBefore = notBefore;
        this.awaited = awaited;
    }

    /** A flight that is over, for a caller that meant to wait and found a token after all. */
    static Flight landed(AccessToken token) {
        Flight landed = new Flight(Reason.COLD, null, 0, true);
        landed.result.complete(token);
        return landed;
    }

    boolean answers(@Nullable String challenge) {
        return Objects.equals(claims, challenge);
    }

    void await() {
        if (!awaited) {
            awaited = true;
        }
    }

    boolean awaited() {
        return awaited;
    }

    long deadline() {
        return deadline;
    }

    boolean runsOnThisThread() {
        return runner == Thread.currentThread();
    }

    /** Handed to the workers: it must begin by then. */
    synchronized void launch(long beginBy) {
        if (runner == null) {
            deadline = beginBy;
        }
    }

    /** Whether the worker is to go on; not if the flight was given up while it waited for a worker. */
    synchronized boolean begin(long endBy) {
        if (abandoned) {
            return false;
        }
        runner = Thread.currentThread();
        deadline = endBy;
        return true;
    }

    synchronized void end() {
        runner = null;
        if (abandoned) {
            // The interrupt was for this flight; the worker's next one must not see it.
            Thread.interrupted();
        }
    }

    synchronized boolean abandoned() {
        return abandoned;
    }

    /** Tells the worker to stop, if one is at it. */
    synchronized void abandon() {
        abandoned = true;
        Thread worker = runner;
        if (worker != null) {
            worker.interrupt();
        }
    }
}
