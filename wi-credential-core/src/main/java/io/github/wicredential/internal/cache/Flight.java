package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.WorkloadIdentityException;
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
    private static final int GIVEN_UP = -1;

    /** Later flights have higher numbers. */
    final long number = NUMBERS.incrementAndGet();

    final Reason reason;

    /** The claims challenge to answer, or null for a plain flight. */
    final @Nullable String claims;

    /** Running time before which no request leaves. */
    final long notBefore;

    // Completed once, after the state was published. Replaced under the monitor.
    private volatile CompletableFuture<AccessToken> result = new CompletableFuture<>();

    // Written by whoever begins to wait; never taken back.
    private volatile boolean awaited;

    // How many wait; GIVEN_UP once nobody does and nobody may any more. Written under the monitor, as is the next one.
    private volatile int waiting;

    // The latest running time until which somebody waits.
    private volatile long wantedUntil;

    // Written when it is handed to a worker and by the worker when it begins; read by the guard.
    private volatile long deadline = RefreshRuntime.NEVER;

    // Written by the worker, for callers who run out of patience.
    private volatile @Nullable WorkloadIdentityException lastFailure;

    // All written under this flight's monitor, within which nobody waits.
    private volatile @Nullable Thread runner;
    private boolean begun;
    private @Nullable Throwable broken;
    private boolean abandoned;

    // Held while no worker is at it: the guard does not.
    private RefreshRuntime.@Nullable Timer pause;

    Flight(Reason reason, @Nullable String claims, long notBefore, boolean awaited) {
        this.reason = reason;
        this.claims = claims;
        this.notBefore = notBefore;
        this.awaited = awaited;
        this.waiting = awaited ? 1 : 0;
    }

    /** A flight that is over, for a caller that meant to wait and found a token after all. */
    static Flight landed(AccessToken token) {
        Flight landed = new Flight(Reason.COLD, null, 0, true);
        landed.result().complete(token);
        return landed;
    }

    boolean answers(@Nullable String challenge) {
        return Objects.equals(claims, challenge);
    }

    /** What whoever waits now gets. */
    CompletableFuture<AccessToken> result() {
        return result;
    }

    /** Frees those who wait with a token that came otherwise. Who begins to wait from now on waits for this flight. */
    void serve(AccessToken token) {
        CompletableFuture<AccessToken> present;
        synchronized (this) {
            present = result;
            result = new CompletableFuture<>();
        }
        present.complete(token);
    }

    /** One more waits; false if the flight was dropped because nobody did. */
    synchronized boolean join(long until) {
        if (waiting == GIVEN_UP) {
            return false;
        }
        waiting++;
        awaited = true;
        wanted(until);
        return true;
    }

    /** One less waits, with or without a result. */
    synchronized void leave() {
        if (waiting > 0) {
            waiting--;
        }
    }

    /** Whether somebody waits now. */
    boolean wanted() {
        return waiting > 0;
    }

    /** Whether nobody waits; from then on nobody can. For flights that have not taken off. */
    synchronized boolean drop() {
        if (waiting == 0) {
            waiting = GIVEN_UP;
        }
        return waiting == GIVEN_UP;
    }

    /** Somebody waits until then. */
    synchronized void wanted(long until) {
        wantedUntil = Math.max(wantedUntil, until);
    }

    /** Until when somebody waits at most. */
    long wantedUntil() {
        return wantedUntil;
    }

    /** A try has failed, and another one follows. */
    void failed(WorkloadIdentityException why) {
        lastFailure = why;
    }

    /** Why there was no token at the last try, or null. */
    @Nullable
    WorkloadIdentityException lastFailure() {
        return lastFailure;
    }

    /** Whether anybody has waited at all. */
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
        pause = null;
        if (!begun) {
            begun = true;
            deadline = endBy;
        }
        return true;
    }

    /** The worker goes on until then. */
    synchronized void extend(long endBy) {
        if (!abandoned && endBy > deadline) {
            deadline = endBy;
        }
    }

    /** Whether a worker was ever at it. */
    synchronized boolean begun() {
        return begun;
    }

    /** No worker is at it for a while. */
    synchronized void pauses(RefreshRuntime.Timer end) {
        if (abandoned) {
            end.cancel();
        } else if (runner == null) {
            pause = end;
        }
    }

    /** Its end could not even be reported, as in a full heap: it is overdue from now on. Needs no memory. */
    synchronized void breaks(Throwable why, long now) {
        if (broken == null) {
            broken = why;
            deadline = Math.min(deadline, now);
        }
    }

    synchronized @Nullable Throwable broken() {
        return broken;
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

    /** Tells the worker to stop, if one is at it, and counts on it no longer. Returns what it was doing, if known. */
    synchronized @Nullable String abandon(RefreshRuntime runtime) {
        abandoned = true;
        if (pause != null) {
            pause.cancel();
        }
        Thread worker = runner;
        if (worker == null) {
            return null;
        }
        String doing = runtime.giveUp(worker);
        worker.interrupt();
        return doing;
    }
}
