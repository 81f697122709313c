package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Asks a credential of the library; what is unavailable is said by this package's exception, which callers of azure-identity
 * catch.
 *
 * @param ours the credential
 */
record Translated(TokenCredential ours) implements TokenCredential {

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return ours.getToken(request)
                .onErrorMap(
                        io.github.wicredential.azure.CredentialUnavailableException.class,
                        CredentialUnavailableException::of);
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        try {
            return ours.getTokenSync(request);
        } catch (io.github.wicredential.azure.CredentialUnavailableException unavailable) {
            throw CredentialUnavailableException.of(unavailable);
        }
    }
}
