package io.github.wicredential.azure;

import io.github.wicredential.azure.internal.tool.ToolTokens;
import java.time.Duration;

/**
 * Describes an {@link AzureDeveloperCliCredential}. Not thread-safe.
 *
 * <p>HTTP client, pipeline, policies, proxy, retries and what else belongs to HTTP have no effect: the tool sends the
 * requests.
 *
 * @since 0.1.0
 */
public final class AzureDeveloperCliCredentialBuilder
        extends ToolCredentialBuilder<AzureDeveloperCliCredentialBuilder> {

    /** Starts with nothing set. */
    public AzureDeveloperCliCredentialBuilder() {}

    /**
     * How long the tool may run; default 10 s, 28 s at most.
     *
     * @param processTimeout a positive duration
     * @return this
     */
    public AzureDeveloperCliCredentialBuilder processTimeout(Duration processTimeout) {
        return timeout(processTimeout);
    }

    /**
     * Makes the credential. The tool is not run yet.
     *
     * @return a credential
     * @throws IllegalArgumentException if the tenant has characters that cannot be put on a command line
     */
    public AzureDeveloperCliCredential build() {
        return new AzureDeveloperCliCredential(
                ToolTokens.azureDeveloperCli(settings(), CredentialUnavailableException::new));
    }
}
