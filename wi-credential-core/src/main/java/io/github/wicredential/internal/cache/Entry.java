package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.runtime.Pulse;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One cached token: a state behind one volatile reference, changed by compare-and-set only.
 *
 * <p>Whoever installs a flight launches it; whoever ends a flight publishes the new state first, sets the timer second
 * and completes the waiters third.
 */
final class Entry implements TokenSource, RefreshRuntime.Sleeper, Flight.Owner {

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Entry.class, "state", State.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final long BETWEEN_REJECTIONS = TimeUnit.SECONDS.toNanos(30);
    // Who wants more than tokens last gets what there is, and causes no storm.
    private static final long BETWEEN_LASTING = TimeUnit.SECONDS.toNanos(30);
    // Each costs a request. One resource has one challenge at a time, but for policies that change meanwhile.
    private static final int MOST_CHALLENGES = 64;

    final CacheSettings settings;
    final Flight.Target target;
    final RetryAfterGate gate;

    private final RefreshRuntime.Timer timer;
    private final Pulse pulse;
    private volatile State state = State.EMPTY;

    // Set by any look-up and taken by who makes room; a mark that is lost costs one request.
    boolean marked;

    Entry(CacheSettings settings, String tenant, TokenRequest plain) {
        this.settings = settings;
        this.gate = settings.gate(tenant);
        this.target = new Flight.Target(settings, tenant, plain, gate);
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
    private CompletableFuture<AccessToken> result(Flight flight, TokenRequest request) {
        CompletableFuture<AccessToken> result = flight.waiters.result();
        AccessToken arrived = result.isDone() ? null : currentOrRefresh(state, request);
        return arrived == null ? result : CompletableFuture.completedFuture(arrived);
    }

    /** The current token if it will do, or null. Marks it as used, and refreshes it in the background if that is due. */
    private @Nullable AccessToken currentOrRefresh(State s, TokenRequest request) {
        CachedToken lease = s.current;
        if (lease == null || request.claims() != null) {
            return null;
        }
        long nanos = settings.runtime().nanos();
        long millis = settings.runtime().millis();
        long remaining = lease.remaining(nanos, millis);
        boolean longest = lease.lasting() && lease.age(nanos, millis) < BETWEEN_LASTING;
        if (remaining <= 0 || (remaining < RefreshTimes.nanos(request.minRemaining()) && !longest)) {
            return null;
        }
        if (!s.used) {
            s.used = true;
            if (s.armed == null) {
                timer.update();
            }
        }
        if (lease.due(nanos, millis)) {
            renew(nanos, millis);
        } else if (s.armed == null ? cas(s, s.rearmed(lease)) : !pulse.beats(nanos)) {
            guard();
        }
        return lease.token();
    }

    /** The flight that will answer: one under way, one that queues behind it, or a new one. Null if the state has changed. */
    private @Nullable Flight join(State s, TokenRequest request, Reason why) {
        if (s.closed) {
            throw Failures.closed();
        }
        if (s.flight != null && s.flight.runsOnThisThread()) {
            throw Failures.reentrant();
        }
        if (s.flight != null && settings.runtime().nanos() >= s.flight.deadline()) {
            // The guard would have done this; it may be gone.
            wake();
            return null;
        }
        Flight known = s.flightFor(request.claims());
        long until = settings.runtime().nanos() + timeout(request);
        if (known != null && known.waiters.join(until)) {
            return known;
        }
        requireRoom(s, request);
        Flight made = new Flight(target, this, reason(s, request, why), request.claims(), startOrFailFast(s, request));
        made.waiters.join(until);
        if (s.flight != null) {
            return cas(s, s.queueing(made)) ? made : null;
        }
        if (!cas(s, s.departing(made))) {
            return null;
        }
        made.launch();
        return made;
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
        throw pause == null
                ? Failures.closed()
                : Failures.throttled(target.scope(), target.tenant(), pause, hold);
    }

    private void requireRoom(State s, TokenRequest request) {
        if (request.claims() != null && s.queue.size() >= MOST_CHALLENGES) {
            long waiting = s.queue.stream().filter(one -> one.waiters.any()).count();
            if (waiting >= MOST_CHALLENGES) {
                throw Failures.tooManyChallenges(MOST_CHALLENGES, target.scope());
            }
        }
    }

    private static Reason reason(State s, TokenRequest request, Reason why) {
        if (request.claims() != null) {
            return Reason.CLAIMS;
        }
        if (!request.minRemaining().isZero()) {
            return Reason.SHORT;
        }
        return why == Reason.COLD && s.lacksRejected() ? Reason.REJECTED : why;
    }

    /** A token that was handed to waiters counts as used. */
    @Override
    public void served(AccessToken token) {
        State s = state;
        CachedToken lease = s.current;
        if (lease != null && lease.token() == token && !s.used) {
            s.used = true;
            timer.update();
        }
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
        renew(nanos, settings.runtime().millis());
    }

    /** Takes a due token out of armed use, and starts a flight for the next one if this one was used; drops a spent one. */
    private void renew(long nanos, long millis) {
        while (true) {
            State s = state;
            CachedToken lease = s.current;
            if (lease == null || !lease.due(nanos, millis)) {
                return;
            }
            boolean free = s.mayBeRenewed() && s.mayTryAgain(nanos) && gate.pauseAt(nanos) == null;
            if (!lease.usable(nanos, millis)) {
                if (cas(s, s.ended())) {
                    return;
                }
            } else if (free) {
                Flight flight = new Flight(target, this, Reason.DUE, null, 0);
                if (cas(s, s.disarmed().departing(flight))) {
                    flight.launch();
                    return;
                }
            } else if (s.armed == null) {
                return;
            } else if (cas(s, s.disarmed())) {
                if (!s.used && s.flight == null) {
                    settings.events().lapsed(target.scope());
                }
                return;
            }
        }
    }

    /** A flight to renew the token when a challenge has failed, so that a queue of challenges does not hold it up; or null. */
    @Nullable
    Flight renewalAfter(Flight challenge, State s, long nanos, long millis) {
        CachedToken lease = s.current;
        boolean wanted = challenge.claims != null
                && s.used
                && lease != null
                && lease.usable(nanos, millis)
                && lease.due(nanos, millis)
                && s.mayTryAgain(nanos)
                && gate.pauseAt(nanos) == null;
        return wanted ? new Flight(target, this, Reason.DUE, null, 0) : null;
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
            while (s.remembersFailures() && !cas(s, s.forgettingFailures())) {
                s = state;
            }
        }
        settings.events().clockDiverged(wallAheadNanos);
    }

    @Override
    public void rescheduled() {
        timer.update();
    }

    @Override
    public void granted(Flight flight, CachedToken brought, int tries, long nanos) {
        Landing.granted(this, flight, brought, tries, nanos);
    }

    @Override
    public void failed(Flight flight, WorkloadIdentityException cause, int tries, long nanos) {
        Landing.failed(this, flight, cause, tries, nanos);
    }

    @Override
    public boolean keepsPlainWaiting() {
        return state.keepsPlainWaiting();
    }

    @Override
    public long servesFor(long nanos) {
        CachedToken lease = state.current;
        long remaining =
                lease == null ? 0 : lease.remaining(nanos, settings.runtime().millis());
        return remaining > 0 ? remaining : Long.MAX_VALUE;
    }

    /** Drops the token if it is the rejected one; at most once in 30 s, so that a resource can't cause a storm. */
    boolean invalidate(AccessToken rejected) {
        while (true) {
            State s = state;
            CachedToken lease = s.current;
            if (lease == null || !lease.token().value().equals(rejected.value())) {
                return false;
            }
            long nanos = settings.runtime().nanos();
            boolean accepted = s.mayReject(nanos, BETWEEN_REJECTIONS);
            if (accepted && !cas(s, s.rejected(lease, nanos))) {
                continue;
            }
            if (accepted) {
                timer.update();
            }
            settings.events().invalidated(target.scope(), accepted);
            return accepted;
        }
    }

    void close() {
        State s = state;
        while (!s.closed && !cas(s, s.closing())) {
            s = state;
        }
        timer.cancel();
        if (s.flight != null) {
            s.flight.abandon();
            s.flight.waiters.result().completeExceptionally(Failures.closed());
        }
        for (Flight waiting : s.queue) {
            waiting.waiters.result().completeExceptionally(Failures.closed());
        }
    }

    /** After a state with an armed token was published. */
    void guard() {
        if (!timer.update()) {
            unguarded();
        }
    }

    boolean cas(State expected, State next) {
        return STATE.compareAndSet(this, expected, next);
    }
}
