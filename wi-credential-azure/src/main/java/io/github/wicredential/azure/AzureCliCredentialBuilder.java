package io.github.wicredential.azure;

import io.github.wicredential.azure.internal.tool.ToolTokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link AzureCliCredential}. Not thread-safe.
 *
 * <p>HTTP client, pipeline, policies, proxy, retries and what else belongs to HTTP have no effect: the tool sends the
 * requests.
 *
 * @since 0.1.0
 */
public final class AzureCliCredentialBuilder extends ToolCredentialBuilder<AzureCliCredentialBuilder> {

    private @Nullable String subscription;

    /** Starts with nothing set. */
    public AzureCliCredentialBuilder() {}

    /**
     * How long the tool may run; default 10 s, 28 s at most.
     *
     * @param processTimeout a positive duration
     * @return this
     */
    public AzureCliCredentialBuilder processTimeout(Duration processTimeout) {
        return timeout(processTimeout);
    }

    /**
     * The subscription whose account is asked; default: the one that the tool has chosen.
     *
     * @param subscription its name or id
     * @return this
     */
    public AzureCliCredentialBuilder subscription(@Nullable String subscription) {
        this.subscription = subscription;
        return this;
    }

    /**
     * Makes the credential. The tool is not run yet.
     *
     * @return a credential
     * @throws IllegalArgumentException if the tenant or the subscription has characters that cannot be put on a command line
     */
    public AzureCliCredential build() {
        return new AzureCliCredential(
                ToolTokens.azureCli(settings(), subscription, CredentialUnavailableException::new));
    }
}
