package io.github.wicredential.azure;

import io.github.wicredential.azure.internal.tool.ToolTokens;
import java.time.Duration;

/**
 * Builds an {@link AzureDeveloperCliCredential}. Not thread-safe.
 *
 * <p>HTTP settings such as client, pipeline, policies, proxy and retries have no effect, because the tool sends the
 * requests.
 *
 * @since 0.1.0
 */
public final class AzureDeveloperCliCredentialBuilder
        extends ToolCredentialBuilder<AzureDeveloperCliCredentialBuilder> {

    /** Creates a builder without settings. */
    public AzureDeveloperCliCredentialBuilder() {}

    /**
     * Sets how long the tool may run; default 10 s, at most 28 s.
     *
     * @param processTimeout a positive duration
     * @return this
     */
    public AzureDeveloperCliCredentialBuilder processTimeout(Duration processTimeout) {
        return timeout(processTimeout);
    }

    /**
     * Builds the credential. Does not run the tool.
     *
     * @return a credential
     * @throws IllegalArgumentException if the tenant contains characters that are not safe on a command line
     */
    public AzureDeveloperCliCredential build() {
        return new AzureDeveloperCliCredential(
                ToolTokens.azureDeveloperCli(settings(), CredentialUnavailableException::new));
    }
}
