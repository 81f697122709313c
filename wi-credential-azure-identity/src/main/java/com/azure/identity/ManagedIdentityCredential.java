package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The managed identity that a pod's service account is federated with. Elsewhere it is unavailable: the identity of a
 * machine is never used, and no metadata service is ever asked. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ManagedIdentityCredential implements TokenCredential {

    private final @Nullable String clientId;
    private final TokenCredential asked;

    ManagedIdentityCredential(io.github.wicredential.azure.ManagedIdentityCredential ours) {
        this.clientId = ours.getClientId();
        this.asked = new Translated(ours);
    }

    /**
     * The client id of the identity: the builder's, else that of {@code AZURE_CLIENT_ID}.
     *
     * @return the client id, or null if neither gives one
     */
    public @Nullable String getClientId() {
        return clientId;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never blocks the subscriber's thread.
     */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return asked.getToken(request);
    }

    /**
     * {@inheritDoc}
     *
     * @throws CredentialUnavailableException if this is no pod with a workload identity
     * @throws com.azure.core.exception.ClientAuthenticationException if no token could be obtained
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        return asked.getTokenSync(request);
    }
}
