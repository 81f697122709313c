package io.github.wicredential.azure;

import io.github.wicredential.azure.internal.tool.ToolTokens;

/**
 * Builds an {@link AzurePowerShellCredential}. Not thread-safe.
 *
 * <p>HTTP settings such as client, pipeline, policies, proxy and retries have no effect, because the tool sends the
 * requests.
 *
 * @since 0.1.0
 */
public final class AzurePowerShellCredentialBuilder extends ToolCredentialBuilder<AzurePowerShellCredentialBuilder> {

    /** Creates a builder without settings. */
    public AzurePowerShellCredentialBuilder() {}

    /**
     * Builds the credential. Does not run the tool.
     *
     * @return a credential
     * @throws IllegalArgumentException if the tenant contains characters that are not safe on a command line
     */
    public AzurePowerShellCredential build() {
        return new AzurePowerShellCredential(
                ToolTokens.azurePowerShell(settings(), CredentialUnavailableException::new));
    }
}
