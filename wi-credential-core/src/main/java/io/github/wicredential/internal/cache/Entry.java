package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenSource;
import io.github.wicredential.internal.runtime.Pulse;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One cached token: a state behind one volatile reference, changed by compare-and-set only.
 *
 * <p>Whoever installs a flight launches it; whoever ends a flight publishes the new state first, sets the timer second
 * and completes the waiters third.
 */
final class Entry implements TokenSource, RefreshRuntime.Sleeper {

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
    private static final long BEGIN_WITHIN = TimeUnit.SECONDS.toNanos(60);

    final CacheSettings settings;
    final String tenant;
    final String scope;
    final boolean cae;
    final RetryAfterGate gate;

    private final Wish plain;
    private final RefreshRuntime.Timer timer;
    private final Pulse pulse;
    private volatile State state = State.EMPTY;

    // Set by any look-up and taken by who makes room; a mark that is lost costs one request.
    boolean marked;

    Entry(CacheSettings settings, String tenant, String scope, boolean cae, Wish plain) {
        this.settings = settings;
        this.tenant = tenant;
        this.scope = scope;
        this.cae = cae;
        this.plain = plain;
        this.gate = settings.gate(tenant);
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
        return Waiting.token(this, plain);
    }

    /** The present token if it will do; starts its renewal in the background if that is due. */
    @Nullable
    AccessToken present(Wish wish) {
        State s = state;
        Lease lease = s.lease;
        if (lease == null || wish.claims() != null) {
            return null;
        }
        long nanos = settings.runtime().nanos();
        long millis = settings.runtime().millis();
        long remaining = lease.remaining(nanos, millis);
        boolean longest = lease.lasting() && lease.age(nanos, millis) < BETWEEN_LASTING;
        if (remaining <= 0 || (remaining < wish.minRemainingNanos() && !longest)) {
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

    /** The flight that will answer the wish: one under way, one that queues behind it, or a new one. */
    Flight join(Wish wish) {
        while (true) {
            State s = state;
            if (s.closed) {
                throw Failures.closed();
            }
            AccessToken arrived = present(wish);
            if (arrived != null) {
                return Flight.landed(arrived);
            }
            if (s.flight != null && s.flight.runsOnThisThread()) {
                throw Failures.reentrant();
            }
            if (s.flight != null && settings.runtime().nanos() >= s.flight.deadline()) {
                // The guard would have done this; it may be gone.
                wake();
                continue;
            }
            Flight known = s.flightFor(wish.claims());
            long until = settings.runtime().nanos() + wish.timeoutNanos();
            if (known != null && known.join(until)) {
                return known;
            }
            requireRoom(s, wish);
            Flight made = new Flight(reason(s, wish), wish.claims(), startOrFailFast(s, wish), true);
            made.wanted(until);
            if (s.flight != null && cas(s, s.queueing(made))) {
                return made;
            }
            if (s.flight == null && cas(s, s.departing(made))) {
                launch(made);
                return made;
            }
        }
    }

    /** The earliest start of a flight that a caller wants now; throws the remembered failure if that is too far off. */
    private long startOrFailFast(State s, Wish wish) {
        long nanos = settings.runtime().nanos();
        Failure failure = s.held(wish.claims(), nanos, settings.runtime().millis());
        RetryAfterGate.Pause pause = gate.pauseAt(nanos);
        if (failure == null && pause == null) {
            return 0;
        }
        long until = Math.max(failure == null ? 0 : failure.askAfter(), pause == null ? 0 : pause.until());
        long hold = until - nanos;
        RetryPolicy policy = failure == null ? RetryPolicy.THROTTLED : failure.policy();
        if (policy.worthWaiting(hold) && hold < wish.timeoutNanos()) {
            return until;
        }
        settings.events().callerFailedFast(scope, hold);
        if (failure != null && (pause == null || pause.until() < failure.askAfter())) {
            throw Failures.held(failure.cause(), hold, failure.consecutive());
        }
        throw pause == null ? Failures.closed() : Failures.throttled(scope, tenant, pause, hold);
    }

    private void requireRoom(State s, Wish wish) {
        if (wish.claims() != null && s.queue.size() >= MOST_CHALLENGES) {
            long waiting = s.queue.stream().filter(Flight::wanted).count();
            if (waiting >= MOST_CHALLENGES) {
                throw Failures.tooManyChallenges(MOST_CHALLENGES, scope);
            }
        }
    }

    private Reason reason(State s, Wish wish) {
        return wish.reason() == Reason.COLD && s.lacksRejected() ? Reason.REJECTED : wish.reason();
    }

    /** Waiters got this token, so it counts as used. */
    void served(AccessToken token) {
        State s = state;
        Lease lease = s.lease;
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
            giveUp(flight);
        }
        renew(nanos, settings.runtime().millis());
    }

    private void giveUp(Flight flight) {
        boolean begun = flight.begun();
        Throwable broken = flight.broken();
        String doing = flight.abandon(settings.runtime());
        if (broken != null) {
            Landing.failed(this, flight, Failures.unexpected(broken), 1, 0);
        } else if (begun) {
            Landing.failed(this, flight, Failures.overdue(FlightRunner.BUDGET, doing), 1, FlightRunner.BUDGET);
        } else {
            Landing.failed(this, flight, Failures.notBegun(BEGIN_WITHIN), 0, BEGIN_WITHIN);
        }
    }

    /** Takes a due token out of armed use, and starts a flight for the next one if this one was used; drops a spent one. */
    private void renew(long nanos, long millis) {
        while (true) {
            State s = state;
            Lease lease = s.lease;
            if (lease == null || !lease.due(nanos, millis)) {
                return;
            }
            boolean free = s.mayBeRenewed() && s.mayTryAgain(nanos) && gate.pauseAt(nanos) == null;
            if (!lease.usable(nanos, millis)) {
                if (cas(s, s.ended())) {
                    return;
                }
            } else if (free) {
                Flight flight = new Flight(Reason.DUE, null, 0, false);
                if (cas(s, s.disarmed().departing(flight))) {
                    launch(flight);
                    return;
                }
            } else if (s.armed == null) {
                return;
            } else if (cas(s, s.disarmed())) {
                if (!s.used && s.flight == null) {
                    settings.events().lapsed(scope);
                }
                return;
            }
        }
    }

    /** A flight to renew the token when a challenge has failed, so that a queue of challenges does not hold it up; or null. */
    @Nullable
    Flight renewalAfter(Flight challenge, State s, long nanos, long millis) {
        Lease lease = s.lease;
        boolean wanted = challenge.claims != null
                && s.used
                && lease != null
                && lease.usable(nanos, millis)
                && lease.due(nanos, millis)
                && s.mayTryAgain(nanos)
                && gate.pauseAt(nanos) == null;
        return wanted ? new Flight(Reason.DUE, null, 0, false) : null;
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

    /** Hands a flight that this caller has installed to a worker. */
    void launch(Flight flight) {
        flight.launch(settings.runtime().nanos() + BEGIN_WITHIN);
        timer.update();
        try {
            work(flight, new FlightRunner(this, flight));
        } catch (Throwable broken) {
            broke(flight, broken);
        }
    }

    /** A flight ended and there was not even the memory to say so: the guard, or the next caller, does. */
    void broke(Flight flight, Throwable why) {
        flight.breaks(why, settings.runtime().nanos());
        timer.update();
    }

    /** A stretch of a flight's work is for a worker. */
    void work(Flight flight, FlightRunner runner) {
        try {
            settings.runtime().execute(settings, runner);
        } catch (RefreshRuntime.Hanging hanging) {
            Landing.failed(this, flight, Failures.hanging(hanging), 0, 0);
        } catch (Throwable refused) {
            Landing.failed(this, flight, Failures.noWorker(refused), 0, 0);
        }
    }

    /** A worker has begun; from now on the flight's deadline counts. */
    void underWay() {
        timer.update();
    }

    /** Drops the token if it is the rejected one; at most once in 30 s, so that a resource can't cause a storm. */
    boolean invalidate(AccessToken rejected) {
        while (true) {
            State s = state;
            Lease lease = s.lease;
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
            settings.events().invalidated(scope, accepted);
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
            s.flight.abandon(settings.runtime());
            s.flight.result().completeExceptionally(Failures.closed());
        }
        for (Flight waiting : s.queue) {
            waiting.result().completeExceptionally(Failures.closed());
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
