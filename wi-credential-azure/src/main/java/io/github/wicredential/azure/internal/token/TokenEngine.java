package io.github.wicredential.azure.internal.token;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import java.util.concurrent.CompletableFuture;

/** What a credential needs of the engine, whoever its tokens come from. Thread-safe. */
public interface TokenEngine {

    /**
     * A handle on one kind of token.
     *
     * @param request what for; without claims
     * @return the handle
     */
    TokenSource source(TokenRequest request);

    /**
     * A token; waits if there is none.
     *
     * @param request what for
     * @return a usable token
     */
    AccessToken token(TokenRequest request);

    /**
     * A token, without blocking the caller.
     *
     * @param request what for
     * @return a future of the caller's own
     */
    CompletableFuture<AccessToken> tokenAsync(TokenRequest request);

    /**
     * The engine of a workload identity.
     *
     * @param identity the identity
     * @return its engine
     */
    static TokenEngine of(WorkloadIdentity identity) {
        return new TokenEngine() {
            @Override
            public TokenSource source(TokenRequest request) {
                return identity.source(request);
            }

            @Override
            public AccessToken token(TokenRequest request) {
                return identity.token(request);
            }

            @Override
            public CompletableFuture<AccessToken> tokenAsync(TokenRequest request) {
                return identity.tokenAsync(request);
            }
        };
    }
}
