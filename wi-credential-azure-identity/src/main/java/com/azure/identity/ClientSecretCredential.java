package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Signs in an application with a secret. Not supported: {@link ClientSecretCredentialBuilder#build()} always throws.
 *
 * @since 0.1.0
 */
public class ClientSecretCredential implements TokenCredential {

    ClientSecretCredential() {}

    /** {@inheritDoc} */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.error(NotOffered.CLIENT_SECRET::refusal);
    }

    /** {@inheritDoc} */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        throw NotOffered.CLIENT_SECRET.refusal();
    }
}
