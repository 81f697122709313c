package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The work of a flight: the requests, the pauses between them, and the report to the entry. A worker is at it for each
 * stretch between two pauses.
 */
final class FlightRunner implements Runnable {

    /** How long a flight may take once a worker has begun. */
    static final long BUDGET = TimeUnit.SECONDS.toNanos(30);

    static final long LONGEST_TRY = TimeUnit.SECONDS.toNanos(10);
    private static final long TWO_TRIES = 2 * LONGEST_TRY;
    private static final long OVER = -1;

    private final Entry entry;
    private final Flight flight;
    private final CacheSettings settings;
    private final RefreshRuntime runtime;

    // When the last request left.
    private long sent;

    // Only whoever is at it touches these; one worker hands on to the next through the runtime.
    private long begin = OVER;
    private boolean started;
    private int tries;

    FlightRunner(Entry entry, Flight flight) {
        this.entry = entry;
        this.flight = flight;
        this.settings = entry.settings;
        this.runtime = settings.runtime();
    }

    @Override
    public void run() {
        long now = runtime.nanos();
        begin = begin == OVER ? now : begin;
        if (!flight.begin(Math.max(begin, flight.notBefore) + BUDGET)) {
            return;
        }
        try {
            long pause = OVER;
            try {
                pause = goOn(now);
            } finally {
                flight.end();
            }
            if (pause > 0) {
                flight.pauses(runtime.after(pause, this::hire));
            }
        } catch (Throwable broken) {
            entry.broke(flight, broken);
        }
    }

    /** The pause is over: another worker goes on. Called by the guard. */
    private void hire() {
        try {
            entry.work(flight, this);
        } catch (Throwable broken) {
            entry.broke(flight, broken);
        }
    }

    /** As far as it goes without a pause. Returns how long to pause, or {@link #OVER}. */
    private long goOn(long now) {
        try {
            if (!started) {
                entry.underWay();
                if (flight.notBefore > now) {
                    return flight.notBefore - now;
                }
                started = true;
                settings.events().refreshStarted(entry.scope, flight.reason);
            }
            while (true) {
                long pause = gatePause();
                if (pause > 0) {
                    return pause;
                }
                tries++;
                try {
                    Lease lease = request();
                    entry.gate.answered();
                    Landing.granted(entry, flight, lease, tries, runtime.nanos() - begin);
                    return OVER;
                } catch (WorkloadIdentityException failure) {
                    pause = pauseOrGiveUp(failure);
                    if (pause > 0) {
                        return pause;
                    }
                }
            }
        } catch (WorkloadIdentityException failure) {
            failed(failure);
        } catch (Throwable unexpected) {
            failed(Failures.unexpected(unexpected));
        }
        return OVER;
    }

    private void failed(WorkloadIdentityException cause) {
        if (flight.abandoned()) {
            // Whoever gave it up has said why.
            return;
        }
        Landing.failed(entry, flight, cause, tries, runtime.nanos() - begin);
    }

    /** The rest of a pause that the authority asked of this client, if somebody waits and it fits; 0 if there is none. */
    private long gatePause() {
        long nanos = runtime.nanos();
        RetryAfterGate.Pause pause = entry.gate.pauseAt(nanos);
        if (pause == null) {
            return 0;
        }
        if (!flight.wanted() || pause.until() >= flight.wantedUntil()) {
            throw Failures.throttled(entry.scope, entry.tenant, pause, pause.until() - nanos);
        }
        return lasting(pause.until() - nanos);
    }

    /** The pause itself: the flight lasts as long as it takes, since somebody waits longer than it would. */
    private long lasting(long nanos) {
        long end = runtime.nanos() + nanos + TWO_TRIES;
        if (end > flight.deadline()) {
            flight.extend(Math.min(end, flight.wantedUntil()));
            entry.underWay();
        }
        return nanos;
    }

    private Lease request() {
        long nanos = runtime.nanos();
        long millis = runtime.millis();
        sent = nanos;
        Duration timeout = Duration.ofNanos(Math.min(LONGEST_TRY, Math.max(1, flight.deadline() - nanos)));
        TokenExchange.Grant grant = settings.exchange()
                .apply(new TokenExchange.Request(entry.tenant, entry.scope, flight.claims, entry.cae, timeout));
        RefreshTimes times = RefreshTimes.of(
                grant.expiresIn(),
                grant.refreshIn(),
                settings.limits().refreshWindow(),
                settings.random().getAsDouble());
        Instant start = Instant.ofEpochMilli(millis);
        AccessToken token =
                new AccessToken(grant.accessToken(), start.plus(grant.expiresIn()), start.plusNanos(times.due()));
        Lease lease =
                new Lease(token, flight.number, flight.reason == IdentityEvent.Reason.SHORT, nanos, millis, times);
        long age = lease.age(runtime.nanos(), runtime.millis());
        if (age >= times.usable()) {
            throw Failures.expiredOnArrival(grant.expiresIn(), Duration.ofNanos(age));
        }
        return lease;
    }

    /** Returns how long to pause before another request is made; closes the gate if the authority throttles the client. */
    private long pauseOrGiveUp(WorkloadIdentityException failure) {
        RetryPolicy policy = RetryPolicy.of(failure);
        RetryAfterGate gate = entry.gate;
        long nanos = runtime.nanos();
        double chance = settings.random().getAsDouble();
        Duration stated = RetryPolicy.asked(failure);
        long asked = stated == null ? RetryPolicy.NONE : stated.toNanos();
        if (policy == RetryPolicy.THROTTLED && stated == null) {
            gate.refused(sent, nanos, served(nanos), chance, entry.scope, failure);
        } else if (policy == RetryPolicy.THROTTLED) {
            gate.asked(new RetryAfterGate.Pause(nanos + asked, entry.scope, failure));
        }
        boolean starves = flight.claims != null && entry.state().keepsPlainWaiting();
        long took = Math.min(nanos - sent, LONGEST_TRY);
        long next = flight.wanted() && !starves && !settings.limits().transportRetries()
                ? policy.nextTry(
                        tries, asked, gate.until() - nanos, took, flight.wantedUntil() - nanos, chance)
                : RetryPolicy.NONE;
        if (next == RetryPolicy.NONE) {
            throw failure;
        }
        flight.failed(failure);
        return next > 0 ? lasting(next) : next;
    }

    /** How long a token still serves callers; for ever if none does, since then nothing changes by its end. */
    private long served(long nanos) {
        Lease lease = entry.state().lease;
        long remaining = lease == null ? 0 : lease.remaining(nanos, runtime.millis());
        return remaining > 0 ? remaining : Long.MAX_VALUE;
    }
}
