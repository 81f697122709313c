package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentityException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What an agent's requests present: a token of its blueprint, for this agent. */
interface Blueprint {

    String clientId();

    /**
     * The token, without a separate waiter. While a caller waits for the agent's token, attempts continue until then;
     * for {@link Waiters#NOBODY} there is one attempt.
     */
    CompletableFuture<AccessToken> awaited(long until);

    /** The agent has presented this token. */
    void served(AccessToken token);

    /** The agent was refused with this token, so it is no longer handed out, unless it is quite new. */
    void replace(AccessToken refused);

    /** Why there is no token yet, if known. */
    @Nullable
    WorkloadIdentityException lastFailure();

    /** When the next request may be sent; in the past if it may be sent now. */
    long askAfter();

    /** Whether this thread is making a request for it. */
    boolean runsOnThisThread();

    /** The agent is closed, and nothing else uses its token. */
    void close();
}
