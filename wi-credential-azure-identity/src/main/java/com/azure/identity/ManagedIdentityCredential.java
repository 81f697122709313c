package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Uses the managed identity that a pod's service account is federated with. Elsewhere it is unavailable: it never uses
 * the identity of a machine and never calls a metadata service. Thread-safe.
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
     * The client id of the identity: that of the builder, otherwise {@code AZURE_CLIENT_ID}.
     *
     * @return the client id, or null if neither is set
     */
    public @Nullable String getClientId() {
        return clientId;
    }
}
