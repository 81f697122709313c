package io.github.wicredential.internal.cache;

import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;

/** Whether a flight makes another request after one that has failed, and after which pause. */
final class NextTry {

    /** There is none. */
    static final long NONE = -1;

    private NextTry() {}

    /**
     * Decides, and closes the gate for the others if the authority throttles the client.
     *
     * @param tries how many requests there were
     * @param sent when the last one left
     * @return the pause in nanoseconds, or {@link #NONE}
     */
    static long after(WorkloadIdentityException failure, int tries, long sent, Entry entry, Flight flight) {
        FailureClass kind = FailureClass.of(failure);
        Engine engine = entry.engine;
        long nanos = engine.runtime().nanos();
        double chance = engine.random().getAsDouble();
        Duration wish = FailureClass.asked(failure);
        long asked = wish == null ? NONE : wish.toNanos();
        long pause = kind.pause(tries, chance);
        int most = kind.tries();
        if (kind == FailureClass.THROTTLED && asked == NONE) {
            entry.gate.close(sent, nanos, served(entry, nanos), chance, entry.scope, failure);
            pause = Math.max(0, entry.gate.until() - nanos);
            most = Integer.MAX_VALUE;
        } else if (kind == FailureClass.THROTTLED) {
            entry.gate.close(new RetryAfterGate.Pause(nanos + asked, entry.scope, failure));
        }
        if (kind == FailureClass.THROTTLED || kind == FailureClass.TRANSIENT) {
            pause = Math.max(pause, asked);
        }
        boolean starves = flight.claims != null && entry.state().keepsPlainWaiting();
        boolean again = flight.wanted() && !starves && !engine.oneTry() && tries < most;
        // What takes as long as the last time has to end in time, too, or there is nothing but the time-out to report.
        long took = kind == FailureClass.TRANSIENT ? Math.min(nanos - sent, FlightRunner.LONGEST_TRY) : 0;
        return again ? kind.nextTry(pause, flight.wantedUntil() - nanos - took) : NONE;
    }

    /** How long a token still serves callers; for ever if none does, since then nothing changes by its end. */
    private static long served(Entry entry, long nanos) {
        Lease lease = entry.state().lease;
        long remaining = lease == null
                ? 0
                : lease.remaining(nanos, entry.engine.runtime().millis());
        return remaining > 0 ? remaining : Long.MAX_VALUE;
    }
}
