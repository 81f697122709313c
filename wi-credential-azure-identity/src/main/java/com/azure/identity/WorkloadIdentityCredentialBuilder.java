package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link WorkloadIdentityCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class WorkloadIdentityCredentialBuilder extends AadCredentialBuilderBase<WorkloadIdentityCredentialBuilder> {

    private final io.github.wicredential.azure.WorkloadIdentityCredentialBuilder ours;

    /** Creates a builder without settings. */
    public WorkloadIdentityCredentialBuilder() {
        this(new io.github.wicredential.azure.WorkloadIdentityCredentialBuilder());
    }

    private WorkloadIdentityCredentialBuilder(io.github.wicredential.azure.WorkloadIdentityCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * Sets the projected token file; default: {@code AZURE_FEDERATED_TOKEN_FILE}.
     *
     * @param tokenFilePath the path of the file
     * @return this
     */
    public WorkloadIdentityCredentialBuilder tokenFilePath(@Nullable String tokenFilePath) {
        ours.tokenFilePath(tokenFilePath);
        return this;
    }

    /**
     * Uses the token proxy of AKS identity bindings whenever one of its variables is set.
     *
     * @return this
     */
    public WorkloadIdentityCredentialBuilder enableAzureProxy() {
        ours.enableAzureProxy();
        return this;
    }

    /**
     * Builds the credential. Sends nothing.
     *
     * @return a credential
     * @throws IllegalArgumentException if a setting is missing or invalid; the message names all missing settings, or
     *     the first invalid one
     */
    public WorkloadIdentityCredential build() {
        return new WorkloadIdentityCredential(ours.build());
    }
}
