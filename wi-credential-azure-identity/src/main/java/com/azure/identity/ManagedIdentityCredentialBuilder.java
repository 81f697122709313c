package com.azure.identity;

import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ManagedIdentityCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class ManagedIdentityCredentialBuilder extends CredentialBuilderBase<ManagedIdentityCredentialBuilder> {

    private final io.github.wicredential.azure.ManagedIdentityCredentialBuilder ours;

    /** Creates a builder without settings. */
    public ManagedIdentityCredentialBuilder() {
        this(new io.github.wicredential.azure.ManagedIdentityCredentialBuilder());
    }

    private ManagedIdentityCredentialBuilder(io.github.wicredential.azure.ManagedIdentityCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * Sets the client id of the managed identity; default: {@code AZURE_CLIENT_ID}.
     *
     * @param clientId the client id
     * @return this
     */
    public ManagedIdentityCredentialBuilder clientId(@Nullable String clientId) {
        ours.clientId(clientId);
        return this;
    }

    /**
     * Sets the resource id of the managed identity. A pod's token cannot be exchanged by resource id, so the credential
     * is unavailable.
     *
     * @param resourceId the resource id
     * @return this
     */
    public ManagedIdentityCredentialBuilder resourceId(@Nullable String resourceId) {
        ours.resourceId(resourceId);
        return this;
    }

    /**
     * Sets the object id of the managed identity. A pod's token cannot be exchanged by object id, so the credential is
     * unavailable.
     *
     * @param objectId the object id
     * @return this
     */
    public ManagedIdentityCredentialBuilder objectId(@Nullable String objectId) {
        ours.objectId(objectId);
        return this;
    }

    /**
     * Sets the executor that emits the results of asynchronous calls; default: the common pool.
     *
     * @param executorService an executor that the library never shuts down
     * @return this
     */
    public ManagedIdentityCredentialBuilder executorService(ExecutorService executorService) {
        ours.executorService(executorService);
        return this;
    }

    /**
     * Builds the credential. Sends nothing.
     *
     * @return a credential
     * @throws IllegalStateException if more than one of client id, resource id and object id is set
     */
    public ManagedIdentityCredential build() {
        return new ManagedIdentityCredential(ours.build());
    }
}
