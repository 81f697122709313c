package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.runtime.Doing;
import io.github.wicredential.internal.runtime.LibraryThread;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to obtain a token: the requests, the pauses between them, and the report to its owner. A worker is at it
 * for each stretch between two pauses. Callers only wait for its result; whoever leaves, leaves alone.
 */
final class Flight implements Runnable {

    /** What the flights for one kind of token have in common; a blueprint asks for an {@code agent}, an agent has a {@code blueprint}. */
    record Target(
            CacheSettings settings,
            String tenant,
            TokenRequest plain,
            RetryAfterGate gate,
            @Nullable String agent,
            @Nullable Blueprint blueprint) {

        String scope() {
            return plain.scope();
        }

        String clientId() {
            return settings.client().clientId();
        }
    }

    /** Whom a flight reports to. */
    interface Owner {

        /** The flight is to be looked at by another time than before. */
        void rescheduled();

        /** It has brought a token, after that many requests and that long. */
        void granted(Flight flight, CachedToken brought, int tries, long nanos);

        /** It is over without a token. */
        void failed(Flight flight, WorkloadIdentityException cause, int tries, long nanos);

        /** Whether somebody waits for a plain flight that this one holds up. */
        boolean keepsPlainWaiting();

        /** How long a token still serves callers; for ever if none does, since then nothing changes by its end. */
        long servesFor(long nanos);

        /** A caller that waited got this token. */
        void served(AccessToken token);
    }

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final long OVER = 0;
    private static final long AWAITS_BLUEPRINT = -1;
    private static final long NEVER_BEGUN = -1;

    private static final long BEGIN_WITHIN = TimeUnit.SECONDS.toNanos(60);
    // How long it may take once a worker has begun.
    private static final long BUDGET = TimeUnit.SECONDS.toNanos(30);
    private static final long LONGEST_TRY = TimeUnit.SECONDS.toNanos(10);
    private static final long TWO_TRIES = 2 * LONGEST_TRY;
    // How long the flight for a blueprint's token takes at most, and then what is left to do.
    private static final long BLUEPRINT_AND_BUDGET = BEGIN_WITHIN + 2 * BUDGET;

    /** Later flights have higher numbers. */
    final long number = NUMBERS.incrementAndGet();

    final Reason reason;

    /** The claims challenge to answer, or null for a plain flight. */
    final @Nullable String claims;

    private final Target target;
    private final Owner owner;

    // Running time before which no request leaves.
    private final long notBefore;

    final Waiters waiters = new Waiters();

    // Written when it is handed to a worker and by the worker when it begins; read by the guard.
    private volatile long deadline = RefreshRuntime.NEVER;

    // Written by the worker, for callers who run out of patience.
    private volatile @Nullable WorkloadIdentityException lastFailure;

    private volatile int failedTries;

    // All written under this flight's monitor, within which nobody waits.
    private volatile @Nullable Thread runner;
    private long begun = NEVER_BEGUN;
    private @Nullable Throwable broken;
    private boolean abandoned;

    // Held while no worker is at it: the guard does not.
    private RefreshRuntime.@Nullable Timer pause;

    // Only whoever is at it touches these; one worker hands on to the next through the runtime.
    private boolean started;
    private int tries;
    private long sent;
    private long longest;

    // Of an agent's flight.
    private final @Nullable Presented presented;

    Flight(Target target, Owner owner, Reason reason, @Nullable String claims, long notBefore) {
        this.target = target;
        this.owner = owner;
        this.reason = reason;
        this.claims = claims;
        this.notBefore = notBefore;
        Blueprint blueprint = target.blueprint();
        this.presented = blueprint == null ? null : new Presented(blueprint, target.clientId(), waiters);
    }

    Target target() {
        return target;
    }

    boolean answers(@Nullable String challenge) {
        return Objects.equals(claims, challenge);
    }

    /** One that waited got this token. */
    void served(AccessToken token) {
        owner.served(token);
    }

    /** Whose token it is about and which of the two requests, if it is an agent's; otherwise empty. */
    String step() {
        return presented == null ? "" : presented.step();
    }

    /** How many requests had failed with the {@link #lastFailure()}. */
    int tries() {
        return failedTries;
    }

    /** What the worker is at; null if that is not known. */
    @Nullable
    Doing doing() {
        return runner instanceof LibraryThread worker ? worker.doing() : null;
    }

    /** Why there was no token at the last try that another one followed, or null. */
    @Nullable
    WorkloadIdentityException lastFailure() {
        return presented != null && presented.awaited() ? presented.lastFailure() : lastFailure;
    }

    long deadline() {
        return deadline;
    }

    boolean runsOnThisThread() {
        return runner == Thread.currentThread();
    }

    private RefreshRuntime runtime() {
        return target.settings().runtime();
    }

    /** It is the one under way from now on: a worker must begin in time. */
    void expectWorker() {
        beginBy(runtime().nanos() + BEGIN_WITHIN);
    }

    synchronized void beginBy(long latest) {
        if (runner == null) {
            deadline = latest;
        }
    }

    /** Hands it to a worker, at the start by who has installed it, and by the guard when a pause is over. */
    void hire() {
        try {
            try {
                runtime().execute(target.settings(), this);
            } catch (RefreshRuntime.Hanging hanging) {
                owner.failed(this, Failures.hanging(hanging), 0, 0);
            } catch (Throwable refused) {
                owner.failed(this, Failures.noWorker(refused), 0, 0);
            }
        } catch (Throwable why) {
            breaks(why);
        }
    }

    @Override
    public void run() {
        long now = runtime().nanos();
        if (!begin(now)) {
            return;
        }
        try {
            long next = OVER;
            try {
                next = goOn(now);
            } finally {
                end();
            }
            if (next > 0) {
                pauses(runtime().after(next, this::hire));
            } else if (next == AWAITS_BLUEPRINT && presented != null) {
                presented.whenThere(this::hire);
            }
        } catch (Throwable why) {
            breaks(why);
        }
    }

    /** As far as it goes without a pause. Returns how long to pause, {@link #AWAITS_BLUEPRINT} or {@link #OVER}. */
    private long goOn(long now) {
        try {
            if (!started) {
                owner.rescheduled();
                if (notBefore > now) {
                    return notBefore - now;
                }
                started = true;
                target.settings().events().refreshStarted(target.scope(), reason);
            }
            while (true) {
                long next = gatePause();
                if (next > 0) {
                    return next;
                }
                AccessToken assertion = presented == null ? null : presented.token();
                if (presented != null) {
                    if (assertion == null) {
                        endBy(Math.max(runtime().nanos() + BLUEPRINT_AND_BUDGET, presented.until() + BUDGET));
                        return AWAITS_BLUEPRINT;
                    }
                    if (presented.wasAwaited()) {
                        endBy(runtime().nanos() + BUDGET);
                    }
                }
                tries++;
                try {
                    CachedToken brought = request(assertion);
                    target.gate().answered();
                    owner.granted(this, brought, tries, runtime().nanos() - begun);
                    return OVER;
                } catch (WorkloadIdentityException refused) {
                    WorkloadIdentityException failure =
                            presented == null || assertion == null ? refused : presented.refused(refused, assertion);
                    next = pauseOrGiveUp(failure);
                    if (next > 0) {
                        return next;
                    }
                }
            }
        } catch (WorkloadIdentityException failure) {
            reportFailure(failure);
        } catch (Throwable unexpected) {
            reportFailure(Failures.unexpected(unexpected));
        }
        return OVER;
    }

    private void reportFailure(WorkloadIdentityException cause) {
        // Whoever gave it up has said why.
        if (!abandoned()) {
            owner.failed(this, cause, tries, runtime().nanos() - begun);
        }
    }

    /**
     * The rest of a pause that the authority asked of this client, if somebody waits and it fits; 0 if there is none.
     */
    private long gatePause() {
        long nanos = runtime().nanos();
        RetryAfterGate.Pause asked = target.gate().pauseAt(nanos);
        if (asked == null) {
            return 0;
        }
        long left = asked.until() - nanos;
        if (!waiters.any() || asked.until() >= waiters.wantedUntil()) {
            throw Failures.throttled(target.scope(), target.tenant(), asked, left);
        }
        return outlasting(left);
    }

    /** The pause itself: the flight lasts as long as it takes, since somebody waits longer than it would. */
    private long outlasting(long nanos) {
        long end = runtime().nanos() + nanos + TWO_TRIES;
        endBy(Math.max(deadline, Math.min(end, waiters.wantedUntil())));
        return nanos;
    }

    /** Whether it failed before a request of its own, for want of the blueprint's token. */
    boolean failedForBlueprint() {
        return presented != null && presented.failed();
    }

    private CachedToken request(@Nullable AccessToken assertion) {
        CacheSettings settings = target.settings();
        RefreshRuntime runtime = settings.runtime();
        long nanos = runtime.nanos();
        long millis = runtime.millis();
        sent = nanos;
        Duration timeout = Duration.ofNanos(Math.min(LONGEST_TRY, Math.max(1, deadline - nanos)));
        TokenExchange.Grant grant = settings.exchange()
                .apply(new TokenExchange.Request(
                        target.tenant(),
                        target.scope(),
                        claims,
                        target.plain().caeEnabled(),
                        timeout,
                        target.agent(),
                        assertion == null ? null : ClientAssertion.of(assertion.value())));
        RefreshTimes times = RefreshTimes.of(
                grant.expiresIn(),
                grant.refreshIn(),
                settings.limits().refreshWindow(),
                settings.random().getAsDouble());
        CachedToken brought = CachedToken.of(grant, number, reason == Reason.SHORT, nanos, millis, times);
        long age = brought.age(runtime.nanos(), runtime.millis());
        if (age >= times.usable()) {
            throw Failures.expiredOnArrival(grant.expiresIn(), Duration.ofNanos(age));
        }
        return brought;
    }

    /**
     * Returns how long to pause before another request is made; closes the gate if the authority throttles the client.
     */
    private long pauseOrGiveUp(WorkloadIdentityException failure) {
        RetryPolicy policy = RetryPolicy.of(failure);
        RetryAfterGate gate = target.gate();
        long nanos = runtime().nanos();
        double chance = target.settings().random().getAsDouble();
        Duration stated = RetryPolicy.asked(failure);
        long asked = stated == null ? RetryPolicy.NONE : stated.toNanos();
        if (policy == RetryPolicy.THROTTLED && stated == null) {
            gate.refused(sent, nanos, owner.servesFor(nanos), chance, target.scope(), failure);
        } else if (policy == RetryPolicy.THROTTLED) {
            gate.asked(new RetryAfterGate.Pause(nanos + asked, target.scope(), failure));
        }
        WorkloadIdentityException telling = telling(failure, nanos - sent);
        boolean again = waiters.any()
                && !(claims != null && owner.keepsPlainWaiting())
                && !target.settings().limits().transportRetries();
        long took = Math.min(nanos - sent, LONGEST_TRY);
        long next = again
                ? policy.nextTry(tries, asked, gate.until() - nanos, took, waiters.wantedUntil() - nanos, chance)
                : RetryPolicy.NONE;
        if (next == RetryPolicy.NONE) {
            throw Failures.after(tries, telling);
        }
        failedTries = tries;
        lastFailure = telling;
        return outlasting(next);
    }

    /** Of tries without an answer the longest says most: the last one is cut short by the end of the flight. */
    private WorkloadIdentityException telling(WorkloadIdentityException failure, long took) {
        WorkloadIdentityException before = lastFailure;
        if (before != null && took < longest && Failures.unanswered(failure) && Failures.unanswered(before)) {
            return before;
        }
        longest = took;
        return failure;
    }

    /** Whether the worker is to go on; not if the flight was given up while it waited for a worker. */
    private synchronized boolean begin(long now) {
        if (abandoned) {
            return false;
        }
        runner = Thread.currentThread();
        pause = null;
        if (begun == NEVER_BEGUN) {
            begun = now;
            deadline = Math.max(now, notBefore) + BUDGET;
        }
        return true;
    }

    private void endBy(long end) {
        synchronized (this) {
            deadline = abandoned ? deadline : end;
        }
        owner.rescheduled();
    }

    /** No worker is at it for a while. */
    private synchronized void pauses(RefreshRuntime.Timer end) {
        if (abandoned) {
            end.cancel();
        } else if (runner == null) {
            pause = end;
        }
    }

    private synchronized void end() {
        runner = null;
        if (abandoned) {
            // The interrupt was for this flight; the worker's next one must not see it.
            Thread.interrupted();
        }
    }

    /** It ended and there was not even the memory to say so: the guard, or the next caller, does. Needs no memory. */
    private void breaks(Throwable why) {
        long now = runtime().nanos();
        synchronized (this) {
            if (broken == null) {
                broken = why;
                deadline = Math.min(deadline, now);
            }
        }
        owner.rescheduled();
    }

    private synchronized boolean abandoned() {
        return abandoned;
    }

    /** It is overdue: stops the worker and fails. */
    void giveUp() {
        boolean wasBegun;
        Throwable why;
        synchronized (this) {
            wasBegun = begun != NEVER_BEGUN;
            why = broken;
        }
        Doing doing = abandon();
        if (why != null) {
            owner.failed(this, Failures.unexpected(why), 1, 0);
        } else if (wasBegun) {
            owner.failed(this, Failures.overdue(BUDGET, doing, tries(), lastFailure()), 1, BUDGET);
        } else {
            owner.failed(this, Failures.notBegun(BEGIN_WITHIN), 0, BEGIN_WITHIN);
        }
    }

    /** Tells the worker to stop, if one is at it, and counts on it no longer. Returns what it was doing, if known. */
    synchronized @Nullable Doing abandon() {
        abandoned = true;
        if (pause != null) {
            pause.cancel();
        }
        Thread worker = runner;
        if (worker == null) {
            return null;
        }
        Doing doing = runtime().giveUp(worker);
        worker.interrupt();
        return doing;
    }
}
