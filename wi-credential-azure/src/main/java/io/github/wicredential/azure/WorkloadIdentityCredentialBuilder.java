package io.github.wicredential.azure;

import io.github.wicredential.IdentityBindingMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link WorkloadIdentityCredential}. Not thread-safe.
 *
 * <p>In a pod that the webhook has touched nothing needs to be set. What is not set comes from the variable that is
 * named with it; a blank value counts as not set.
 *
 * @since 0.1.0
 */
public final class WorkloadIdentityCredentialBuilder
        extends AadCredentialBuilderBase<WorkloadIdentityCredentialBuilder> {

    private @Nullable String tokenFilePath;
    private @Nullable String agent;
    private IdentityBindingMode binding = IdentityBindingMode.AUTO;

    /** Starts with nothing set. */
    public WorkloadIdentityCredentialBuilder() {}

    /**
     * The projected token; default: {@code AZURE_FEDERATED_TOKEN_FILE}. Read before each token request.
     *
     * @param tokenFilePath the path of the file
     * @return this
     */
    public WorkloadIdentityCredentialBuilder tokenFilePath(@Nullable String tokenFilePath) {
        this.tokenFilePath = tokenFilePath;
        return this;
    }

    /**
     * Asks the token proxy of AKS identity bindings whenever its variables ({@code AZURE_KUBERNETES_TOKEN_PROXY} and the
     * like) are set. Without this the audience of the pod's token decides too.
     *
     * <p>The proxy is asked by the library's own transport: {@link #build()} refuses an HTTP client, pipeline or other
     * HTTP setting beside this one, and a CA file ({@code AZURE_KUBERNETES_CA_FILE}) that is not there while no
     * {@code AZURE_KUBERNETES_CA_DATA} is in its place.
     *
     * @return this
     */
    public WorkloadIdentityCredentialBuilder enableAzureProxy() {
        this.binding = IdentityBindingMode.ON;
        return this;
    }

    /**
     * An agent identity of Microsoft Entra Agent ID: the credential is the agent's, and everything else that is set is its
     * blueprint's. Several agents of one blueprint share threads and connections if they come from one identity:
     * {@code WorkloadIdentityCredential.of(identity.agent(id))}.
     *
     * @param agentId the app ID of the agent identity, a GUID; null for none
     * @return this
     */
    public WorkloadIdentityCredentialBuilder agent(@Nullable String agentId) {
        this.agent = agentId;
        return this;
    }

    /**
     * Makes the credential. Nothing is sent and the token file is not read yet.
     *
     * @return a credential that is complete
     * @throws IllegalArgumentException naming everything that is missing, or the first setting that is wrong; its cause
     *     is the library's own {@link io.github.wicredential.ConfigurationException}
     */
    public WorkloadIdentityCredential build() {
        Path file = tokenFilePath == null || tokenFilePath.isBlank() ? null : Path.of(tokenFilePath.strip());
        return WorkloadIdentityCredential.owning(
                build(complete().agent(agent).tokenFile(file).identityBinding(binding)));
    }
}
