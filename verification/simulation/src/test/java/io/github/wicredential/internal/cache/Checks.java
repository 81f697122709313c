package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.cache.History.Failure;
import io.github.wicredential.internal.runtime.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What holds after each step of a simulation, and after the last fault. */
final class Checks {

    static final long SLACK = Simulation.seconds(2);

    // The blueprint's and the agent's own.
    private static final long LONGEST_REQUEST = Simulation.seconds(30 + 30) + SLACK;

    private static final long AFTER_TROUBLE = Simulation.seconds(30);

    private static final int MOST_THREADS = 300;

    private final Simulation simulation;
    private final Scheduler scheduler;
    private final List<Promise> promised = new ArrayList<>();

    Checks(Simulation simulation) {
        this.simulation = simulation;
        this.scheduler = simulation.scheduler;
    }

    /** A future that has to be completed by then. */
    private record Promise(CompletableFuture<AccessToken> future, long latest) {}

    /** The future has to be completed soon after its deadline. */
    void promise(CompletableFuture<AccessToken> future, long deadline) {
        promised.add(new Promise(future, deadline + SLACK));
    }

    /** After all was closed. */
    void end() {
        for (String kindOfThread : List.of("guard", "worker", "delivery", "listener")) {
            if (scheduler.count(kindOfThread) > 0) {
                throw simulation.wrong("a " + kindOfThread + " is left after all was closed");
            }
        }
        for (Promise one : promised) {
            if (!one.future.isDone()) {
                throw simulation.wrong("a future is left after all was closed");
            }
        }
    }

    /** After each step. */
    void check() {
        long now = scheduler.now();
        boolean troubled = now - scheduler.lastTrouble < AFTER_TROUBLE;
        for (int i = promised.size() - 1; i >= 0; i--) {
            Promise one = promised.get(i);
            if (one.future.isDone()) {
                promised.remove(i);
            } else if (now > one.latest && !troubled) {
                throw simulation.wrong("a caller's future is not completed " + Duration.ofNanos(now - one.latest)
                        + " after its deadline");
            }
        }
        if (scheduler.guards() > 2) {
            throw simulation.wrong("more than one guard");
        }
        if (scheduler.threads() > MOST_THREADS) {
            throw simulation.wrong("threads without end");
        }
        for (SimulatedIdentity one : simulation.identities) {
            for (SimulatedIdentity.Watched watched : one.watched.values()) {
                check(watched, now, troubled);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // Each failure of a flight is another one.
    private void check(SimulatedIdentity.Watched watched, long now, boolean troubled) {
        State state = watched.entry.state();
        CachedToken current = state.current;
        if (current != null && current.usable(now, scheduler.millis())) {
            watched.serves = current.endAt(now, scheduler.millis());
        } else {
            watched.serves = Math.min(watched.serves, now);
        }
        if (state.armed != null && current == null) {
            throw simulation.wrong("armed without a token");
        }
        Failure failure = state.history.failure();
        if (failure != watched.failure) {
            watched.failure = failure;
            watched.failed = failure == null ? watched.failed : now;
        }
        boolean overdue = state.flight != null && now > state.flight.deadline() + SLACK;
        if (!overdue || troubled || scheduler.guards() == 0) {
            watched.overdueSince = Long.MAX_VALUE;
        } else {
            watched.overdueSince = Math.min(watched.overdueSince, now);
            if (now > watched.overdueSince + SLACK) {
                throw simulation.wrong("a flight is not given up after its deadline");
            }
        }
    }

    /** After the last fault everything is well again in a stated time, and stays so: used tokens are refreshed in time. */
    void heal(SimulatedIdentity identity) {
        long begin = scheduler.now();
        for (String scope : identity.scopes) {
            long bound = Math.max(begin, identity.authority.holdUntil) + Simulation.seconds(45);
            if (identity.authority.permanent || identity.authority.revokedUntil > Long.MIN_VALUE) {
                bound += Simulation.seconds(300);
            }
            if (identity.authority.hung) {
                bound += Simulation.seconds(200);
            }
            while (true) {
                try {
                    new SimulatedCall(simulation, identity, TokenRequest.of(scope)).checked();
                    break;
                } catch (WorkloadIdentityException failure) {
                    if (scheduler.now() > bound) {
                        throw simulation.wrong("does not heal: " + failure);
                    }
                }
                scheduler.sleep(Simulation.seconds(1));
            }
        }
        scheduler.sleep(identity.authority.holdUntil - scheduler.now());
        long every = Simulation.seconds(identity.authority.life / 10);
        for (int i = 0; i < 25 && !simulation.evicts; i++) {
            scheduler.sleep(every);
            for (String scope : identity.scopes) {
                long asked = scheduler.now();
                try {
                    new SimulatedCall(simulation, identity, TokenRequest.of(scope)).checked();
                } catch (WorkloadIdentityException failure) {
                    // A token may serve for as long as a request hangs that was made before, and no longer.
                    if (asked > begin + LONGEST_REQUEST) {
                        throw simulation.wrong("fails although all is well: " + failure);
                    }
                }
                if (i > 12 && scheduler.now() - asked > TimeUnit.MILLISECONDS.toNanos(60)) {
                    throw simulation.wrong(
                            "waits for " + Duration.ofNanos(scheduler.now() - asked) + " although all is well");
                }
            }
        }
    }
}
