package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Lets a service act for the user who called it. Not supported: {@link OnBehalfOfCredentialBuilder#build()} always
 * throws.
 *
 * @since 0.1.0
 */
public class OnBehalfOfCredential implements TokenCredential {

    OnBehalfOfCredential() {}

    /** {@inheritDoc} */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.error(NotOffered.ON_BEHALF_OF::refusal);
    }

    /** {@inheritDoc} */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        throw NotOffered.ON_BEHALF_OF.refusal();
    }
}
