package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Signs in a user with an authorization code. Not supported: {@link AuthorizationCodeCredentialBuilder#build()} always
 * throws.
 *
 * @since 0.1.0
 */
public class AuthorizationCodeCredential implements TokenCredential {

    AuthorizationCodeCredential() {}

    /** {@inheritDoc} */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.error(NotOffered.AUTHORIZATION_CODE::refusal);
    }

    /** {@inheritDoc} */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        throw NotOffered.AUTHORIZATION_CODE.refusal();
    }
}
