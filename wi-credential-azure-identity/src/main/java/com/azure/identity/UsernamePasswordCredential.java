package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * A user who signs in with a password. Not offered: {@link UsernamePasswordCredentialBuilder#build()} refuses.
 *
 * @deprecated Microsoft Entra ends sign-ins with a password alone
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
     * Never called: there is no such credential.
     *
     * @param request not used
     * @return never
     */
    public Mono<AuthenticationRecord> authenticate(TokenRequestContext request) {
        return Mono.error(NotOffered.USERNAME_PASSWORD::refusal);
    }

    /**
     * Never called: there is no such credential.
     *
     * @return never
     */
    public Mono<AuthenticationRecord> authenticate() {
        return Mono.error(NotOffered.USERNAME_PASSWORD::refusal);
    }
}
