package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * An application that signs in with a certificate. Not offered: {@link ClientCertificateCredentialBuilder#build()} refuses.
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
