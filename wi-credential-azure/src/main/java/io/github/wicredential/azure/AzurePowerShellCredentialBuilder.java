package io.github.wicredential.azure;

import io.github.wicredential.azure.internal.tool.ToolTokens;

/**
 * Describes an {@link AzurePowerShellCredential}. Not thread-safe.
 *
 * <p>HTTP client, pipeline, policies, proxy, retries and what else belongs to HTTP have no effect: the tool sends the
 * requests.
 *
 * @since 0.1.0
 */
public final class AzurePowerShellCredentialBuilder extends ToolCredentialBuilder<AzurePowerShellCredentialBuilder> {

    /** Starts with nothing set. */
    public AzurePowerShellCredentialBuilder() {}

    /**
     * Makes the credential. The tool is not run yet.
     *
     * @return a credential
     * @throws IllegalArgumentException if the tenant has characters that cannot be put on a command line
     */
    public AzurePowerShellCredential build() {
        return new AzurePowerShellCredential(
                ToolTokens.azurePowerShell(settings(), CredentialUnavailableException::new));
    }
}
