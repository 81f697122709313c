package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * The developer who is signed in to the Azure Developer CLI. Thread-safe.
 *
 * @since 0.1.0
 */
public class AzureDeveloperCliCredential implements TokenCredential {

    private final TokenCredential asked;

    AzureDeveloperCliCredential(TokenCredential asked) {
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
