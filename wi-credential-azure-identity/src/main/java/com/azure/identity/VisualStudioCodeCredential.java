package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * The sign-in of Visual Studio Code, which is not offered. Every call says that it is unavailable, so that a chain goes on. Thread-safe.
 *
 * @since 0.1.0
 */
public class VisualStudioCodeCredential implements TokenCredential {

    private final TokenCredential asked = NotOffered.VISUAL_STUDIO_CODE.unavailable();

    VisualStudioCodeCredential() {}

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
