package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Signs in an application with a certificate. Not supported: {@link ClientCertificateCredentialBuilder#build()} always
 * throws.
 *
 * @since 0.1.0
 */
public class ClientCertificateCredential implements TokenCredential {

    ClientCertificateCredential() {}

    /** {@inheritDoc} */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.error(NotOffered.CLIENT_CERTIFICATE::refusal);
    }

    /** {@inheritDoc} */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        throw NotOffered.CLIENT_CERTIFICATE.refusal();
    }
}
