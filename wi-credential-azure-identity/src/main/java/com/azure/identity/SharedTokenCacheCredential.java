package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * The token cache that Microsoft's developer tools share, which is not offered. Every call says that it is unavailable, so that a chain goes on. Thread-safe.
 *
 * @deprecated use {@link AzureCliCredential}
 * @since 0.1.0
 */
@Deprecated
public class SharedTokenCacheCredential implements TokenCredential {

    private final TokenCredential asked = NotOffered.SHARED_TOKEN_CACHE.unavailable();

    SharedTokenCacheCredential() {}

    /** {@inheritDoc} */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return asked.getToken(request);
    }

    /**
     * {@inheritDoc}
     *
     * @throws CredentialUnavailableException always
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        return asked.getTokenSync(request);
    }
}
