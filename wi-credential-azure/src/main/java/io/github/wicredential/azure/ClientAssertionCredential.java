package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.internal.token.AzureTokens;
import reactor.core.publisher.Mono;

/**
 * Exchanges an assertion that the application brings for tokens, with the same engine as a
 * {@link WorkloadIdentityCredential}. Thread-safe.
 */
public final class ClientAssertionCredential implements TokenCredential {

    private final AzureTokens tokens;

    ClientAssertionCredential(WorkloadIdentity identity) {
        this.tokens = new AzureTokens(identity, identity.tenantId());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never blocks the subscriber's thread; the assertion is asked for on a thread of the library.
     */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        return tokens.later(context);
    }

    /**
     * {@inheritDoc}
     *
     * @throws ClientAuthenticationException if there is no valid token and none could be had
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        return tokens.now(context);
    }
}
