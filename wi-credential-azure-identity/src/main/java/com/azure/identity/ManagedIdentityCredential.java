package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * The managed identity that a pod's service account is federated with. Elsewhere it is unavailable: the identity of a
 * machine is never used, and no metadata service is ever asked. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ManagedIdentityCredential extends BridgedCredential {

    private final @Nullable String clientId;

    ManagedIdentityCredential(io.github.wicredential.azure.ManagedIdentityCredential ours) {
        super(ours);
        this.clientId = ours.getClientId();
    }

    /**
     * The client id of the identity: the builder's, else that of {@code AZURE_CLIENT_ID}.
     *
     * @return the client id, or null if neither gives one
     */
    public @Nullable String getClientId() {
        return clientId;
    }
}
