package com.azure.identity;

import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link ManagedIdentityCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class ManagedIdentityCredentialBuilder extends CredentialBuilderBase<ManagedIdentityCredentialBuilder> {

    private final io.github.wicredential.azure.ManagedIdentityCredentialBuilder ours;

    /** Starts with nothing set. */
    public ManagedIdentityCredentialBuilder() {
        this(new io.github.wicredential.azure.ManagedIdentityCredentialBuilder());
    }

    private ManagedIdentityCredentialBuilder(io.github.wicredential.azure.ManagedIdentityCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * The client id of the managed identity; default: {@code AZURE_CLIENT_ID}.
     *
     * @param clientId the client id
     * @return this
     */
    public ManagedIdentityCredentialBuilder clientId(@Nullable String clientId) {
        ours.clientId(clientId);
        return this;
    }

    /**
     * The resource id of the managed identity. No pod can be it by this name: the credential is unavailable.
     *
     * @param resourceId the resource id
     * @return this
     */
    public ManagedIdentityCredentialBuilder resourceId(@Nullable String resourceId) {
        ours.resourceId(resourceId);
        return this;
    }

    /**
     * The object id of the managed identity. No pod can be it by this name: the credential is unavailable.
     *
     * @param objectId the object id
     * @return this
     */
    public ManagedIdentityCredentialBuilder objectId(@Nullable String objectId) {
        ours.objectId(objectId);
        return this;
    }

    /**
     * Where the results of asynchronous calls are emitted; default: the common pool.
     *
     * @param executorService stays open
     * @return this
     */
    public ManagedIdentityCredentialBuilder executorService(ExecutorService executorService) {
        ours.executorService(executorService);
        return this;
    }

    /**
     * Makes the credential. Nothing is sent yet.
     *
     * @return a credential
     * @throws IllegalStateException if more than one of client id, resource id and object id is set
     */
    public ManagedIdentityCredential build() {
        return new ManagedIdentityCredential(ours.build());
    }
}
