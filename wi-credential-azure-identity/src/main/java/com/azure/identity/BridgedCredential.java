package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Delegates to a credential of the library. An unavailable credential throws this package's exception, which callers of
 * azure-identity catch.
 */
abstract class BridgedCredential implements TokenCredential {

    private final TokenCredential ours;

    BridgedCredential(TokenCredential ours) {
        this.ours = ours;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never blocks the subscriber's thread.
     */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return ours.getToken(request)
                .onErrorMap(
                        io.github.wicredential.azure.CredentialUnavailableException.class,
                        CredentialUnavailableException::of);
    }

    /**
     * {@inheritDoc}
     *
     * @throws CredentialUnavailableException if the credential is not configured, or is not supported
     * @throws com.azure.core.exception.ClientAuthenticationException if no token could be obtained
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        try {
            return ours.getTokenSync(request);
        } catch (io.github.wicredential.azure.CredentialUnavailableException unavailable) {
            throw CredentialUnavailableException.of(unavailable);
        }
    }
}
