package io.github.wicredential.azure;

import io.github.wicredential.WorkloadIdentityBuilder;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ManagedIdentityCredential}. Not thread-safe. In a pod that the webhook has mutated no setting is
 * needed: tenant, token file and authority come from {@code AZURE_TENANT_ID}, {@code AZURE_FEDERATED_TOKEN_FILE} and
 * {@code AZURE_AUTHORITY_HOST}.
 *
 * @since 0.1.0
 */
public final class ManagedIdentityCredentialBuilder extends CredentialBuilderBase<ManagedIdentityCredentialBuilder> {

    private @Nullable String clientId;
    private @Nullable String resourceId;
    private @Nullable String objectId;
    private @Nullable ExecutorService executor;

    /** Creates a builder without settings. */
    public ManagedIdentityCredentialBuilder() {}

    /**
     * Sets the client id of the managed identity; default: {@code AZURE_CLIENT_ID}.
     *
     * @param clientId the client id
     * @return this
     */
    public ManagedIdentityCredentialBuilder clientId(@Nullable String clientId) {
        this.clientId = ManagedIdentityName.text(clientId);
        return this;
    }

    /**
     * Sets the resource id of the managed identity. Entra exchanges a pod's token only for a client id, so the
     * credential is then unavailable; it never uses another identity instead.
     *
     * @param resourceId the resource id; null or blank for none
     * @return this
     */
    public ManagedIdentityCredentialBuilder resourceId(@Nullable String resourceId) {
        this.resourceId = ManagedIdentityName.text(resourceId);
        return this;
    }

    /**
     * Sets the object id of the managed identity, with the same effect as {@link #resourceId}.
     *
     * @param objectId the object id; null or blank for none
     * @return this
     */
    public ManagedIdentityCredentialBuilder objectId(@Nullable String objectId) {
        this.objectId = ManagedIdentityName.text(objectId);
        return this;
    }

    /**
     * Sets the executor that emits the results of asynchronous calls that do not complete immediately; default: the
     * common pool.
     *
     * @param executorService an executor that the library never shuts down
     * @return this
     */
    public ManagedIdentityCredentialBuilder executorService(ExecutorService executorService) {
        this.executor = Objects.requireNonNull(executorService, "executorService");
        return this;
    }

    /**
     * Builds the credential. Sends nothing; calls of the credential report missing settings.
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
