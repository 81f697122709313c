package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Signs in a user with a password. Not supported: {@link UsernamePasswordCredentialBuilder#build()} always throws.
 *
 * @deprecated Microsoft Entra is ending sign-ins with only a password
 * @since 0.1.0
 */
@Deprecated
public class UsernamePasswordCredential implements TokenCredential {

    UsernamePasswordCredential() {}

    /** {@inheritDoc} */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.error(NotOffered.USERNAME_PASSWORD::refusal);
    }

    /** {@inheritDoc} */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        throw NotOffered.USERNAME_PASSWORD.refusal();
    }

    /**
     * Never called: no instance exists.
     *
     * @param request not used
     * @return never
     */
    public Mono<AuthenticationRecord> authenticate(TokenRequestContext request) {
        return Mono.error(NotOffered.USERNAME_PASSWORD::refusal);
    }

    /**
     * Never called: no instance exists.
     *
     * @return never
     */
    public Mono<AuthenticationRecord> authenticate() {
        return Mono.error(NotOffered.USERNAME_PASSWORD::refusal);
    }
}
