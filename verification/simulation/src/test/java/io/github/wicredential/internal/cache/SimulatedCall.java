package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenInterruptedException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenTimeoutException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.cache.SimulatedAuthority.Granted;
import io.github.wicredential.internal.cache.SimulatedAuthority.Refused;
import io.github.wicredential.internal.cache.SimulatedAuthority.Wanted;
import io.github.wicredential.internal.runtime.Scheduler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call of a caller, and what it may lead to. */
final class SimulatedCall {

    // Five minutes after what somebody has to change, and the time to be told of it.
    private static final long LONGEST_HOLD = Simulation.seconds(302);

    private final Simulation simulation;
    private final Scheduler scheduler;

    final SimulatedIdentity identity;
    final TokenRequest request;
    final SimulatedIdentity.Watched watched;
    final long begin;
    final long trueBegin;
    final int before;
    final boolean closedBefore;
    final boolean usable;
    final boolean plain;
    final int turn;
    final Set<String> rejected;
    boolean answeredAtOnce;

    SimulatedCall(Simulation simulation, SimulatedIdentity identity, TokenRequest request) {
        this.simulation = simulation;
        this.scheduler = simulation.scheduler;
        this.begin = scheduler.now();
        this.trueBegin = simulation.trueNanos();
        this.before = simulation.disturbances;
        this.identity = identity;
        this.request = request;
        this.watched = identity.watched(request.scope(), request.caeEnabled());
        this.closedBefore = identity.closed;
        this.plain = request.claims() == null && request.minRemaining().isZero();
        this.usable = plain && usable(Simulation.seconds(1));
        this.turn = watched.turn;
        this.rejected = Set.copyOf(identity.rejected);
        scheduler.log(() -> identity.tenant + " asks for " + request);
    }

    @Nullable
    AccessToken sync(Supplier<AccessToken> code) {
        try {
            AccessToken token = code.get();
            answeredAtOnce = scheduler.now() - begin < Simulation.seconds(1);
            obtained(token);
            return token;
        } catch (WorkloadIdentityException | OutOfMemoryError failure) {
            answeredAtOnce = scheduler.now() - begin < TimeUnit.MILLISECONDS.toNanos(1);
            failed(failure);
            return null;
        }
    }

    /** A call that may not fail for long. */
    void checked() {
        AccessToken token = identity.cache.token(request);
        answeredAtOnce = scheduler.now() - begin < Simulation.seconds(1);
        obtained(token);
    }

    void obtained(AccessToken token) {
        scheduler.log(() -> "obtained " + token.value() + " since " + begin / 1e9);
        Granted from = simulation.granted.get(token.value());
        if (from == null || !from.key().equals(wanted().key())) {
            throw simulation.wrong("the token of another: " + from + " for " + request);
        }
        if (closedBefore) {
            throw simulation.wrong("a token of a closed identity");
        }
        if (rejected.contains(token.value()) && !simulation.evicts) {
            throw simulation.wrong("a token that was rejected comes back: " + token.value());
        }
        boolean hidden = from.stepsBack() != simulation.stepsBack && simulation.lastSuspend > from.at();
        boolean justAwake = begin - simulation.lastSuspend < Simulation.seconds(16);
        if (trueBegin >= from.trueEnd() && !hidden && !justAwake) {
            throw simulation.wrong("a token " + Duration.ofNanos(trueBegin - from.trueEnd()) + " after its end");
        }
        if (!simulation.evicts) {
            if (from.turn() < turn) {
                throw simulation.wrong("turn " + from.turn() + " after " + turn);
            }
            watched.turn = Math.max(watched.turn, from.turn());
        }
        if (usable && before == simulation.disturbances && !answeredAtOnce && !simulation.evicts) {
            throw simulation.wrong("waited although a token was usable");
        }
    }

    @SuppressWarnings("ReferenceEquality") // Each failure of a flight is another one.
    void failed(Throwable failure) {
        scheduler.log(() -> "failed since " + begin / 1e9 + " " + failure);
        if (failure instanceof CancellationException) {
            return;
        }
        if (failure instanceof OutOfMemoryError && scheduler.lastTrouble >= begin - Checks.SLACK) {
            return;
        }
        if (!(failure instanceof WorkloadIdentityException)) {
            throw simulation.wrong("failed with " + failure);
        }
        if (failure instanceof IdentityClosedException) {
            if (!identity.closed) {
                throw simulation.wrong("closed, says an open identity");
            }
            return;
        }
        if (usable
                && before == simulation.disturbances
                && !simulation.evicts
                && scheduler.lastTrouble < begin - Checks.SLACK) {
            throw simulation.wrong("failed although a token was usable: " + failure);
        }
        if (failure instanceof TokenExchangeException refused) {
            refused.traceId()
                    .map(id -> simulation.refusals.get(Integer.parseInt(id)))
                    .filter(refusal -> !concerns(refusal))
                    .ifPresent(refusal -> {
                        throw simulation.wrong(wanted() + " suffers from what was refused to another: " + refusal);
                    });
        }
        boolean fast = answeredAtOnce
                && !(failure instanceof TokenTimeoutException)
                && !(failure instanceof TokenInterruptedException);
        long now = scheduler.now();
        if (fast
                && plain
                && !simulation.evicts
                && now - watched.failed > LONGEST_HOLD
                // Otherwise it has just given a flight up, and is told why.
                && watched.failure == watched.entry.state().history.failure()
                && now >= identity.authority.holdUntil
                && now - identity.authority.lastThrottle > Simulation.seconds(61)
                && before == simulation.disturbances
                && scheduler.lastTrouble < begin - Checks.SLACK) {
            throw simulation.wrong("a hold lasts for " + Duration.ofNanos(now - watched.failed) + ": " + failure);
        }
        if (identity.isAgent()
                && String.valueOf(failure.getMessage()).startsWith("The token request did not end within")
                && !identity.authority.hanging.contains(identity.client)
                && scheduler.lastTrouble == 0) {
            throw simulation.wrong("was given up while the blueprint's token was on its way: " + failure);
        }
        if (fast
                && plain
                && !simulation.evicts
                && before == simulation.disturbances
                && now >= watched.serves
                && watched.failed < watched.serves - Checks.SLACK
                && now >= identity.authority.pauseUntil
                && now - identity.authority.lastThrottle > Simulation.seconds(61)
                && !identity.closed
                && scheduler.lastTrouble < begin - Checks.SLACK) {
            throw simulation.wrong("a hold that was chosen while a token served outlives it by "
                    + Duration.ofNanos(now - watched.serves) + ": " + failure);
        }
    }

    private Wanted wanted() {
        return new Wanted(identity.tenant, identity.client, null, encoded(request.scope()), request.caeEnabled());
    }

    /** Whether a refusal is of this call's own request, or of the blueprint's for this agent, or throttles the client. */
    private boolean concerns(Refused refusal) {
        Wanted other = refusal.wanted();
        if (!other.tenant().equals(identity.tenant)) {
            return false;
        }
        if (other.agent() != null || (identity.isAgent() && !other.client().equals(identity.client))) {
            return identity.client.equals(other.agent())
                    || (refusal.throttle() && other.client().equals(SimulatedIdentity.CLIENT));
        }
        return other.client().equals(identity.client)
                && (refusal.throttle() || (other.equals(wanted()) && refusal.claims() == (request.claims() != null)));
    }

    private static String encoded(String scope) {
        return URLEncoder.encode(scope, StandardCharsets.UTF_8);
    }

    private boolean usable(long atLeast) {
        CachedToken current = watched.entry.state().current;
        return current != null && current.remaining(scheduler.now(), scheduler.millis()) > atLeast;
    }
}
