package io.github.wicredential.azure;

import io.github.wicredential.IdentityBindingMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link WorkloadIdentityCredential}. Not thread-safe.
 *
 * <p>In a pod that the webhook has mutated no setting is needed. A setting that is not made comes from the environment
 * variable named in its description; a blank value counts as not set.
 *
 * @since 0.1.0
 */
public final class WorkloadIdentityCredentialBuilder
        extends AadCredentialBuilderBase<WorkloadIdentityCredentialBuilder> {

    private @Nullable String tokenFilePath;
    private @Nullable String agent;
    private IdentityBindingMode binding = IdentityBindingMode.AUTO;

    /** Creates a builder without settings. */
    public WorkloadIdentityCredentialBuilder() {}

    /**
     * Sets the projected token file, which is read before each token request; default:
     * {@code AZURE_FEDERATED_TOKEN_FILE}.
     *
     * @param tokenFilePath the path of the file
     * @return this
     */
    public WorkloadIdentityCredentialBuilder tokenFilePath(@Nullable String tokenFilePath) {
        this.tokenFilePath = tokenFilePath;
        return this;
    }

    /**
     * Uses the token proxy of AKS identity bindings whenever one of its variables ({@code AZURE_KUBERNETES_TOKEN_PROXY}
     * and others) is set. Without this setting the audience of the pod's token also decides.
     *
     * <p>The library's own transport calls the token proxy: {@link #build()} refuses an HTTP client, pipeline or other
     * HTTP setting in addition to this one. It also refuses a CA file ({@code AZURE_KUBERNETES_CA_FILE}) that does not
     * exist unless {@code AZURE_KUBERNETES_CA_DATA} is set.
     *
     * @return this
     */
    public WorkloadIdentityCredentialBuilder enableAzureProxy() {
        this.binding = IdentityBindingMode.ON;
        return this;
    }

    /**
     * Sets an agent identity of Microsoft Entra Agent ID: the credential is for the agent, and all other settings
     * describe its blueprint. Several agents of one blueprint share threads and connections if they come from one
     * identity: {@code WorkloadIdentityCredential.of(identity.agent(id))}.
     *
     * @param agentId the app ID of the agent identity, a GUID; null for none
     * @return this
     */
    public WorkloadIdentityCredentialBuilder agent(@Nullable String agentId) {
        this.agent = agentId;
        return this;
    }

    /**
     * Builds the credential. Sends nothing and does not read the token file.
     *
     * @return a complete credential
     * @throws IllegalArgumentException if a setting is missing or invalid; the message names all missing settings, or
     *     the first invalid one, and the cause is the library's {@link io.github.wicredential.ConfigurationException}
     */
    public WorkloadIdentityCredential build() {
        Path file = tokenFilePath == null || tokenFilePath.isBlank() ? null : Path.of(tokenFilePath.strip());
        return WorkloadIdentityCredential.owning(
                build(complete().agent(agent).tokenFile(file).identityBinding(binding)));
    }
}
