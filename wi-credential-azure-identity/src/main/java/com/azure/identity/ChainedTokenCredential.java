package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Asks credentials in turn until one has a token, and goes on only where one is unavailable. Thread-safe.
 *
 * @since 0.1.0
 */
public class ChainedTokenCredential implements TokenCredential {

    private final TokenCredential asked;

    ChainedTokenCredential(TokenCredential asked) {
        this.asked = new Translated(asked);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never blocks the subscriber's thread.
     */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return asked.getToken(request);
    }

    /**
     * {@inheritDoc}
     *
     * @throws CredentialUnavailableException if the credential is not configured
     * @throws com.azure.core.exception.ClientAuthenticationException if no token could be obtained
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        return asked.getTokenSync(request);
    }
}
