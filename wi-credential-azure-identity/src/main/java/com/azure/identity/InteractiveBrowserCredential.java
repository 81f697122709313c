package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Signs in a user through a browser. Not supported: {@link InteractiveBrowserCredentialBuilder#build()} always throws.
 *
 * @since 0.1.0
 */
public class InteractiveBrowserCredential implements TokenCredential {

    InteractiveBrowserCredential() {}

    /** {@inheritDoc} */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.error(NotOffered.INTERACTIVE_BROWSER::refusal);
    }

    /** {@inheritDoc} */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        throw NotOffered.INTERACTIVE_BROWSER.refusal();
    }

    /**
     * Never called: no instance exists.
     *
     * @param request not used
     * @return never
     */
    public Mono<AuthenticationRecord> authenticate(TokenRequestContext request) {
        return Mono.error(NotOffered.INTERACTIVE_BROWSER::refusal);
    }

    /**
     * Never called: no instance exists.
     *
     * @return never
     */
    public Mono<AuthenticationRecord> authenticate() {
        return Mono.error(NotOffered.INTERACTIVE_BROWSER::refusal);
    }
}
