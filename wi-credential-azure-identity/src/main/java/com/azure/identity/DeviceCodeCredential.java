package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Signs in a user with a code on another device. Not supported: {@link DeviceCodeCredentialBuilder#build()} always
 * throws.
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
     * Never called: no instance exists.
     *
     * @param request not used
     * @return never
     */
    public Mono<AuthenticationRecord> authenticate(TokenRequestContext request) {
        return Mono.error(NotOffered.DEVICE_CODE::refusal);
    }

    /**
     * Never called: no instance exists.
     *
     * @return never
     */
    public Mono<AuthenticationRecord> authenticate() {
        return Mono.error(NotOffered.DEVICE_CODE::refusal);
    }
}
