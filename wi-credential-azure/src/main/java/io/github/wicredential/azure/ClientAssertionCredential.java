package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.internal.token.AzureTokens;
import reactor.core.publisher.Mono;

/**
 * Exchanges an assertion that the application supplies for tokens, with the same caching and refreshing as
 * {@link WorkloadIdentityCredential}. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ClientAssertionCredential implements TokenCredential, AutoCloseable {

    private final WorkloadIdentity identity;
    private final AzureTokens tokens;

    ClientAssertionCredential(WorkloadIdentity identity) {
        this.identity = identity;
        this.tokens = new AzureTokens(identity, identity.tenantId());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never blocks the subscriber's thread; the library obtains the assertion on one of its own threads.
     */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        return tokens.getAsync(context);
    }

    /**
     * {@inheritDoc}
     *
     * @throws ClientAuthenticationException if there is no valid token and none could be obtained
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        return tokens.getSync(context);
    }

    /** Stops issuing tokens and fails all waiting callers. Idempotent. */
    @Override
    public void close() {
        identity.close();
    }
}
