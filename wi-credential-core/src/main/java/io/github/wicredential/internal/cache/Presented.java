package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The token of the blueprint for one flight of an agent. Only the flight's worker accesses it, apart from volatile
 * fields.
 */
final class Presented {

    private final Blueprint blueprint;
    private final String agent;
    private final Waiters waiters;

    // The source of the token while the flight waits for it, and until when it was asked to keep trying.
    private volatile @Nullable CompletableFuture<AccessToken> asked;
    private long until;
    private boolean wasAwaited;
    private boolean failed;

    Presented(Blueprint blueprint, String agent, Waiters waiters) {
        this.blueprint = blueprint;
        this.agent = agent;
        this.waiters = waiters;
    }

    /** The token; null if the flight has to wait for it. Throws if there is none for the current waiters. */
    @Nullable
    AccessToken token() {
        CompletableFuture<AccessToken> current = asked;
        wasAwaited = current != null;
        while (current == null || current.isDone()) {
            try {
                if (current != null) {
                    asked = null;
                    AccessToken token = current.join();
                    blueprint.served(token);
                    return token;
                }
            } catch (CompletionException none) {
                if (!waiters.any() || waiters.wantedUntil() <= until) {
                    failed = true;
                    throw Failures.ofBlueprint(none, agent, blueprint.clientId());
                }
            }
            until = waiters.any() ? waiters.wantedUntil() : Waiters.NOBODY;
            current = blueprint.awaited(until);
            asked = current;
        }
        return null;
    }

    /** Whether the flight had to wait for its current token. */
    boolean wasAwaited() {
        return wasAwaited;
    }

    /** Whether the flight waits now. */
    boolean awaited() {
        return asked != null;
    }

    String step() {
        return " of agent " + agent + (awaited() ? " (step 1 of 2, its blueprint's token)" : " (step 2 of 2)");
    }

    void whenThere(Runnable next) {
        CompletableFuture<AccessToken> current = asked;
        if (current != null) {
            var unused = current.whenComplete((token, failure) -> next.run());
        }
    }

    /** Until when a caller waits that made it keep trying; long ago if there is none. */
    long until() {
        return until;
    }

    boolean failed() {
        return failed;
    }

    @Nullable
    WorkloadIdentityException lastFailure() {
        return blueprint.lastFailure();
    }

    /** Says which of the two requests was refused; a token of the blueprint that may be why is not used again. */
    WorkloadIdentityException refused(WorkloadIdentityException refused, AccessToken token) {
        boolean ofAssertion = refused instanceof TokenExchangeException answer
                && answer.error().filter("invalid_client"::equals).isPresent();
        if (ofAssertion || RetryPolicy.of(refused) == RetryPolicy.ASSERTION_TIME) {
            blueprint.replace(token);
        }
        return Failures.ofAgent(refused, agent);
    }
}
