package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.cache.History.Failure;
import io.github.wicredential.internal.runtime.Pulse;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** One cached token: a state behind one volatile reference, changed by compare-and-set only. */
final class Entry implements TokenSource, RefreshRuntime.Wakeable, Flight.Owner {

    private static final AtomicReferenceFieldUpdater<Entry, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Entry.class, State.class, "state");

    // Each costs a request. One resource has one challenge at a time, but for policies that change meanwhile.
    private static final int MOST_CHALLENGES = 64;

    final Flight.Target target;

    private final CacheSettings settings;
    private final RetryAfterGate gate;
    private final RefreshRuntime.Timer timer;
    private final Pulse pulse;
    private volatile State state = State.EMPTY;

    // Set by any look-up and taken by who makes room; a mark that is lost costs one request.
    boolean marked;

    Entry(Flight.Target target) {
        this.settings = target.settings();
        this.gate = target.gate();
        this.target = target;
        this.timer = settings.runtime().timer(this);
        this.pulse = settings.runtime().pulse();
    }

    State state() {
        return state;
    }

    @Override
    public AccessToken token() {
        State s = state;
        AccessToken armed = s.armed;
        if (armed != null && pulse.beats()) {
            if (!s.used) {
                s.used = true;
            }
            return armed;
        }
        return token(target.plain());
    }

    AccessToken token(TokenRequest request) {
        while (true) {
            State s = state;
            AccessToken current = currentOrRefresh(s, request);
            if (current != null) {
                return current;
            }
            Flight flight = join(s, request, Reason.COLD);
            if (flight != null) {
                return new Waiter(flight, timeout(request)).await(result(flight, request));
            }
        }
    }

    CompletableFuture<AccessToken> tokenAsync(TokenRequest request, Reason why) {
        try {
            while (true) {
                State s = state;
                AccessToken current = currentOrRefresh(s, request);
                if (current != null) {
                    return CompletableFuture.completedFuture(current);
                }
                Flight flight = join(s, request, why);
                if (flight != null) {
                    return new Waiter(flight, timeout(request)).async(result(flight, request));
                }
            }
        } catch (WorkloadIdentityException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private long timeout(TokenRequest request) {
        Duration own = request.timeout();
        return RefreshTimes.nanos(own == null ? settings.limits().timeout() : own);
    }

    /** What the flight brings. A token that came otherwise in between has freed only those who waited already. */
    CompletableFuture<AccessToken> result(Flight flight, TokenRequest request) {
        CompletableFuture<AccessToken> result = flight.waiters.result();
        AccessToken arrived = result.isDone() ? null : currentOrRefresh(state, request);
        return arrived == null ? result : CompletableFuture.completedFuture(arrived);
    }

    /**
     * The current token if it will do, or null. Marks it as used, and refreshes it in the background if that is due.
     */
    @Nullable
    AccessToken currentOrRefresh(State s, TokenRequest request) {
        CachedToken current = s.current;
        if (current == null || request.claims() != null) {
            return null;
        }
        long nanos = settings.runtime().nanos();
        long millis = settings.runtime().millis();
        if (!current.serves(RefreshTimes.nanos(request.minRemaining()), nanos, millis)) {
            return null;
        }
        if (!s.used) {
            s.used = true;
            if (s.armed == null) {
                timer.update();
            }
        }
        if (current.due(nanos, millis)) {
            refreshIfDue(nanos, millis);
        } else if (s.armed != null && !pulse.beats(nanos)) {
            guard();
        } else if (s.armed == null) {
            var unused = apply(s.rearmed());
        }
        return current.token();
    }

    /**
     * The flight that will answer: one under way, one that queues behind it, or a new one. Null if the state has
     * changed.
     */
    private @Nullable Flight join(State s, TokenRequest request, Reason why) {
        return join(s, request, why, settings.runtime().nanos() + timeout(request));
    }

    /** The same for who waits until then. */
    @Nullable
    Flight join(State s, TokenRequest request, Reason why, long until) {
        if (s.isClosed()) {
            throw Failures.closed();
        }
        if (runsOnThisThread()
                || (target.blueprint() != null && target.blueprint().runsOnThisThread())) {
            throw Failures.reentrant();
        }
        if (s.flight != null && settings.runtime().nanos() >= s.flight.deadline()) {
            // The guard would have done this; it may be gone.
            wake();
            return null;
        }
        Flight known = s.flightFor(request.claims());
        if (known != null && known.waiters.join(until)) {
            return known;
        }
        if (request.claims() != null && s.challenges() >= MOST_CHALLENGES) {
            throw Failures.tooManyChallenges(MOST_CHALLENGES, target.scope());
        }
        Flight made = new Flight(target, this, s.reason(request, why), request.claims(), startOrFailFast(s, request));
        made.waiters.join(until);
        return apply(s.onWanted(made)) ? made : null;
    }

    boolean runsOnThisThread() {
        Flight flight = state.flight;
        return flight != null && flight.runsOnThisThread();
    }

    /** The earliest start of a flight that a caller wants now; throws the remembered failure if that is too far off. */
    private long startOrFailFast(State s, TokenRequest request) {
        long nanos = settings.runtime().nanos();
        Failure failure = s.held(request.claims(), nanos, settings.runtime().millis());
        RetryAfterGate.Pause pause = gate.pauseAt(nanos);
        if (failure == null && pause == null) {
            return 0;
        }
        long until = Math.max(failure == null ? 0 : failure.askAfter(), pause == null ? 0 : pause.until());
        long hold = until - nanos;
        RetryPolicy policy = failure == null ? RetryPolicy.THROTTLED : failure.policy();
        if (policy.worthWaiting(hold) && hold < timeout(request)) {
            return until;
        }
        settings.events().callerFailedFast(target.scope(), hold);
        if (failure != null && (pause == null || pause.until() < failure.askAfter())) {
            throw Failures.held(failure.cause(), hold, failure.consecutive());
        }
        throw pause == null ? Failures.closed() : Failures.throttled(target.scope(), target.tenant(), pause, hold);
    }

    /** A token that was handed to waiters counts as used. */
    @Override
    public void served(AccessToken token) {
        State s = state;
        if (s.current != null && s.current.token() == token && !s.used) {
            s.used = true;
            timer.update();
        }
    }

    @Override
    public void rescheduled() {
        timer.update();
    }

    @Override
    public boolean keepsPlainWaiting() {
        return state.keepsPlainWaiting();
    }

    @Override
    public long servesFor(long nanos) {
        CachedToken current = state.current;
        long remaining = current == null
                ? 0
                : current.remaining(nanos, settings.runtime().millis());
        return remaining > 0 ? remaining : Long.MAX_VALUE;
    }

    @Override
    public void granted(Flight flight, CachedToken brought, int tries, long duration) {
        RefreshRuntime runtime = settings.runtime();
        State.Change change;
        do {
            State s = state;
            if (s.history.hasRejected(brought.token())) {
                failed(flight, Failures.rejectedAgain(), tries, duration);
                return;
            }
            change = s.onGranted(flight, brought, runtime.nanos(), runtime.millis());
            if (change == null) {
                return;
            }
        } while (!apply(change));
        CachedToken won = Objects.requireNonNull(change.after().current);
        if (won.token() != brought.token()) {
            long now = runtime.nanos();
            settings.events().noProgress(target.scope(), won.dueAt(now, runtime.millis()) - now);
        }
        settings.events().refreshSucceeded(target.scope(), flight.reason, tries, duration, won.token());
    }

    @Override
    public void failed(Flight flight, WorkloadIdentityException cause, int tries, long duration) {
        State.Change change;
        Failure failure;
        boolean usable;
        long nanos;
        do {
            State s = state;
            if (s.flight != flight) {
                flight.waiters.fail(cause);
                return;
            }
            nanos = settings.runtime().nanos();
            long millis = settings.runtime().millis();
            usable = s.current != null && s.current.usable(nanos, millis);
            Failure last = s.history.failure(flight.claims);
            long gateLeft = gate.until() - nanos;
            double chance = settings.random().getAsDouble();
            failure = Failure.after(last, cause, flight.claims, s.current, gateLeft, nanos, millis, chance);
            if (flight.failedForBlueprint()) {
                failure =
                        failure.until(Objects.requireNonNull(target.blueprint()).askAfter());
            }
            change = s.onFailed(failure, nanos, millis, gate.pauseAt(nanos) == null, this::refresh);
        } while (!apply(change));
        settings.events()
                .refreshFailed(
                        target.scope(),
                        flight.reason,
                        tries,
                        duration,
                        cause,
                        failure.refreshAfter() - nanos,
                        failure.consecutive(),
                        usable);
    }

    @Override
    public long nextWake() {
        RefreshRuntime runtime = settings.runtime();
        return state.nextWake(runtime.nanos(), runtime.millis(), gate.until());
    }

    @Override
    public void wake() {
        long nanos = settings.runtime().nanos();
        Flight flight = state.flight;
        if (flight != null && nanos >= flight.deadline()) {
            flight.giveUp();
        }
        refreshIfDue(nanos, settings.runtime().millis());
    }

    private void refreshIfDue(long nanos, long millis) {
        State.Change change;
        do {
            change = state.onDue(nanos, millis, gate.pauseAt(nanos) == null, this::refresh);
            if (change == null) {
                return;
            }
        } while (!apply(change));
        if (change.lapses()) {
            settings.events().lapsed(target.scope());
        }
    }

    /** A flight for which nobody waits. */
    private Flight refresh() {
        return new Flight(target, this, Reason.DUE, null, 0);
    }

    @Override
    public void unguarded() {
        State s = state;
        while (s.armed != null && !cas(s, s.disarmed())) {
            s = state;
        }
    }

    @Override
    public void clockDiverged(long wallAheadNanos) {
        if (wallAheadNanos > 0) {
            // What was remembered of failures was meant for a time that the machine may have slept through.
            State s = state;
            while (s.history.hasFailures() && !cas(s, s.withoutFailures())) {
                s = state;
            }
        }
        settings.events().clockDiverged(wallAheadNanos);
    }

    /** Drops the token if it is the rejected one and that is believed; says whether it did. */
    boolean invalidate(AccessToken rejected) {
        State s;
        State.Change change;
        do {
            s = state;
            if (!s.isCurrent(rejected)) {
                return false;
            }
            change = s.onRejected(settings.runtime().nanos());
        } while (change != null && !apply(change));
        settings.events().invalidated(target.scope(), change != null);
        return change != null;
    }

    void close() {
        State s = state;
        while (!s.isClosed() && !cas(s, State.CLOSED)) {
            s = state;
        }
        timer.cancel();
        if (s.flight != null) {
            s.flight.abandon();
            s.flight.waiters.fail(Failures.closed());
        }
        for (Flight waiting : s.queue) {
            waiting.waiters.fail(Failures.closed());
        }
    }

    /**
     * Makes a change: the state is published first, the timer set second, those who wait are freed third, and a worker
     * is asked for a flight that begins. Listeners receive the event last. Nothing of it, if the state has changed
     * meanwhile.
     */
    boolean apply(State.Change change) {
        if (!cas(change.before(), change.after())) {
            return false;
        }
        Flight begins = change.begins();
        if (begins != null) {
            begins.expectWorker();
        }
        guard();
        for (Flight freed : change.freed()) {
            if (change.failure() != null) {
                freed.waiters.fail(change.failure());
            } else if (freed == change.after().flight) {
                freed.waiters.serve(Objects.requireNonNull(change.token()));
            } else {
                freed.waiters.complete(Objects.requireNonNull(change.token()));
            }
        }
        if (begins != null) {
            begins.hire();
        }
        return true;
    }

    /** Sets the timer; without a guard no token stays armed. */
    private void guard() {
        if (!timer.update()) {
            unguarded();
        }
    }

    private boolean cas(State expected, State next) {
        return STATE.compareAndSet(this, expected, next);
    }
}
