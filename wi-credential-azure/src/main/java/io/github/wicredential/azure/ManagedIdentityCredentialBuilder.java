package io.github.wicredential.azure;

import io.github.wicredential.WorkloadIdentityBuilder;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link ManagedIdentityCredential}. Not thread-safe. In a pod that the webhook has touched nothing needs to be
 * set: tenant, token file and authority come from {@code AZURE_TENANT_ID}, {@code AZURE_FEDERATED_TOKEN_FILE} and
 * {@code AZURE_AUTHORITY_HOST}.
 *
 * @since 0.1.0
 */
public final class ManagedIdentityCredentialBuilder extends CredentialBuilderBase<ManagedIdentityCredentialBuilder> {

    private @Nullable String clientId;
    private @Nullable String resourceId;
    private @Nullable String objectId;
    private @Nullable ExecutorService executor;

    /** Starts with nothing set. */
    public ManagedIdentityCredentialBuilder() {}

    /**
     * The client id of the managed identity; default: {@code AZURE_CLIENT_ID}.
     *
     * @param clientId the client id
     * @return this
     */
    public ManagedIdentityCredentialBuilder clientId(@Nullable String clientId) {
        this.clientId = ManagedIdentityName.text(clientId);
        return this;
    }

    /**
     * The resource id of the managed identity. Entra does not exchange a pod's token for an identity that is named so:
     * the credential is unavailable, and never another identity in its place.
     *
     * @param resourceId the resource id; null and blank for none
     * @return this
     */
    public ManagedIdentityCredentialBuilder resourceId(@Nullable String resourceId) {
        this.resourceId = ManagedIdentityName.text(resourceId);
        return this;
    }

    /**
     * The object id of the managed identity, with the same consequence as {@link #resourceId}.
     *
     * @param objectId the object id; null and blank for none
     * @return this
     */
    public ManagedIdentityCredentialBuilder objectId(@Nullable String objectId) {
        this.objectId = ManagedIdentityName.text(objectId);
        return this;
    }

    /**
     * Where the results of asynchronous calls are emitted if they were not there at once; default: the common pool.
     *
     * @param executorService stays open
     * @return this
     */
    public ManagedIdentityCredentialBuilder executorService(ExecutorService executorService) {
        this.executor = Objects.requireNonNull(executorService, "executorService");
        return this;
    }

    /**
     * Makes the credential. Nothing is sent; what is missing is reported by the credential's calls.
     *
     * @return a credential
     * @throws IllegalStateException if more than one of client id, resource id and object id is set
     */
    public ManagedIdentityCredential build() {
        ManagedIdentityName name = new ManagedIdentityName(clientId, resourceId, objectId);
        WorkloadIdentityBuilder workload = identity();
        return name.credential(
                executor == null ? workload : workload.callbackExecutor(executor),
                ManagedIdentityName.text(variable("AZURE_FEDERATED_TOKEN_FILE")),
                this::variable);
    }
}
