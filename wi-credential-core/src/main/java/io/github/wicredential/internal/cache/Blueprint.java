package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentityException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What an agent's requests present: a token of its blueprint, for this agent. */
interface Blueprint {

    String clientId();

    /**
     * The token, without a waiter of its own. While somebody waits for the agent's, tries go on until then; for
     * {@link Waiters#NOBODY} there is one.
     */
    CompletableFuture<AccessToken> awaited(long until);

    /** The agent has presented this token. */
    void served(AccessToken token);

    /** The agent was refused with this token, so it is not handed out any more, if it is not quite new. */
    void replace(AccessToken refused);

    /** Why there is no token yet, as far as is known. */
    @Nullable
    WorkloadIdentityException lastFailure();

    /** When the next request may leave; in the past if one may now. */
    long askAfter();

    /** Whether this thread is at a request for it. */
    boolean runsOnThisThread();

    /** The agent is closed, and nobody else has its token. */
    void close();
}
