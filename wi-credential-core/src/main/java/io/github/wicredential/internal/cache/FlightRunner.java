package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.CredentialEvent;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A worker's part of a flight: the requests, the pauses between them, and the report to the entry. */
final class FlightRunner {

    /** How long a flight may take once a worker has begun. */
    static final long BUDGET = TimeUnit.SECONDS.toNanos(30);

    private static final long LONGEST_TRY = TimeUnit.SECONDS.toNanos(10);
    private static final long TWO_TRIES = 2 * LONGEST_TRY;

    private final Entry entry;
    private final Flight flight;
    private final Engine engine;
    private final RefreshRuntime runtime;

    // When the last request left.
    private long sent;

    FlightRunner(Entry entry, Flight flight) {
        this.entry = entry;
        this.flight = flight;
        this.engine = entry.engine;
        this.runtime = engine.runtime();
    }

    void run() {
        long begin = runtime.nanos();
        long putOff = Math.max(0, flight.notBefore - begin);
        if (!flight.begin(begin + putOff + BUDGET)) {
            return;
        }
        int tries = 0;
        try {
            entry.underWay();
            if (putOff > 0) {
                runtime.pause(putOff);
            }
            engine.events().emit(new CredentialEvent.RefreshStarted(entry.scope, flight.reason));
            while (true) {
                passGate();
                tries++;
                try {
                    Lease lease = request();
                    entry.gate.passed();
                    Landing.granted(entry, flight, lease, tries, runtime.nanos() - begin);
                    return;
                } catch (WorkloadIdentityException failure) {
                    pauseOrGiveUp(failure, tries);
                }
            }
        } catch (WorkloadIdentityException failure) {
            failed(failure, tries, begin);
        } catch (InterruptedException stopped) {
            failed(Failures.overdue(BUDGET), tries, begin);
        } catch (Throwable unexpected) {
            failed(Failures.unexpected(unexpected), tries, begin);
        } finally {
            flight.end();
        }
    }

    private void failed(WorkloadIdentityException cause, int tries, long begin) {
        if (flight.abandoned()) {
            // Whoever gave it up has said why.
            return;
        }
        engine.events().emit(Landing.failed(entry, flight, cause, tries, runtime.nanos() - begin));
    }

    /** Waits out a pause that the authority asked of this client, if somebody waits and it fits. */
    private void passGate() throws InterruptedException {
        long nanos = runtime.nanos();
        RetryAfterGate.Pause pause = entry.gate.closed(nanos);
        while (pause != null) {
            if (!flight.wanted() || pause.until() >= flight.wantedUntil()) {
                throw Failures.throttled(entry.scope, entry.tenant, pause, pause.until() - nanos);
            }
            pause(pause.until() - nanos);
            // Meanwhile another flight may have been asked for a longer one.
            nanos = runtime.nanos();
            pause = entry.gate.closed(nanos);
        }
    }

    /** The flight lasts as long as it takes, since somebody waits longer than it would. */
    private void pause(long nanos) throws InterruptedException {
        long end = runtime.nanos() + nanos + TWO_TRIES;
        if (end > flight.deadline()) {
            flight.extend(Math.min(end, flight.wantedUntil()));
            entry.underWay();
        }
        runtime.pause(nanos);
    }

    private Lease request() {
        long nanos = runtime.nanos();
        long millis = runtime.millis();
        sent = nanos;
        Duration timeout = Duration.ofNanos(Math.min(LONGEST_TRY, Math.max(1, flight.deadline() - nanos)));
        TokenExchange.Grant grant = engine.exchange()
                .exchange(new TokenExchange.Request(entry.tenant, entry.scope, flight.claims, entry.cae, timeout));
        RefreshTimes times = RefreshTimes.of(
                grant.expiresIn(),
                grant.refreshIn(),
                engine.window(),
                engine.random().getAsDouble());
        Instant start = Instant.ofEpochMilli(millis);
        AccessToken token =
                new AccessToken(grant.accessToken(), start.plus(grant.expiresIn()), start.plusNanos(times.due()));
        Lease lease =
                new Lease(token, flight.number, flight.reason == CredentialEvent.Reason.SHORT, nanos, millis, times);
        long age = lease.age(runtime.nanos(), runtime.millis());
        if (age >= times.usable()) {
            throw Failures.expiredOnArrival(grant.expiresIn(), Duration.ofNanos(age));
        }
        return lease;
    }

    /** Returns if another request is to be made. */
    private void pauseOrGiveUp(WorkloadIdentityException failure, int tries) throws InterruptedException {
        long next = NextTry.after(failure, tries, sent, entry, flight);
        if (next == NextTry.NONE) {
            throw failure;
        }
        flight.failed(failure);
        if (next > 0) {
            pause(next);
        }
    }
}
