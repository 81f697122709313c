package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link WorkloadIdentityCredential}. Not thread-safe.
 *
 * @since 0.1.0
 */
public class WorkloadIdentityCredentialBuilder extends AadCredentialBuilderBase<WorkloadIdentityCredentialBuilder> {

    private final io.github.wicredential.azure.WorkloadIdentityCredentialBuilder ours;

    /** Starts with nothing set. */
    public WorkloadIdentityCredentialBuilder() {
        this(new io.github.wicredential.azure.WorkloadIdentityCredentialBuilder());
    }

    private WorkloadIdentityCredentialBuilder(io.github.wicredential.azure.WorkloadIdentityCredentialBuilder ours) {
        super(ours);
        this.ours = ours;
    }

    /**
     * The projected token; default: {@code AZURE_FEDERATED_TOKEN_FILE}.
     *
     * @param tokenFilePath the path of the file
     * @return this
     */
    public WorkloadIdentityCredentialBuilder tokenFilePath(@Nullable String tokenFilePath) {
        ours.tokenFilePath(tokenFilePath);
        return this;
    }

    /**
     * Asks the token proxy of AKS identity bindings whenever its variables are set.
     *
     * @return this
     */
    public WorkloadIdentityCredentialBuilder enableAzureProxy() {
        ours.enableAzureProxy();
        return this;
    }

    /**
     * Makes the credential. Nothing is sent yet.
     *
     * @return a credential
     * @throws IllegalArgumentException naming everything that is missing, or the first setting that is wrong
     */
    public WorkloadIdentityCredential build() {
        return new WorkloadIdentityCredential(ours.build());
    }
}
