package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * A user who signs in by a code on another device. Not offered: {@link DeviceCodeCredentialBuilder#build()} refuses.
 *
 * @since 0.1.0
 */
public class DeviceCodeCredential implements TokenCredential {

    DeviceCodeCredential() {}

    /** {@inheritDoc} */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.error(NotOffered.DEVICE_CODE::refusal);
    }

    /** {@inheritDoc} */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        throw NotOffered.DEVICE_CODE.refusal();
    }

    /**
     * Never called: there is no such credential.
     *
     * @param request not used
     * @return never
     */
    public Mono<AuthenticationRecord> authenticate(TokenRequestContext request) {
        return Mono.error(NotOffered.DEVICE_CODE::refusal);
    }

    /**
     * Never called: there is no such credential.
     *
     * @return never
     */
    public Mono<AuthenticationRecord> authenticate() {
        return Mono.error(NotOffered.DEVICE_CODE::refusal);
    }
}
