package io.github.wicredential.azure;

import io.github.wicredential.azure.internal.tool.ToolTokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link AzureCliCredential}. Not thread-safe.
 *
 * <p>HTTP settings such as client, pipeline, policies, proxy and retries have no effect, because the tool sends the
 * requests.
 *
 * @since 0.1.0
 */
public final class AzureCliCredentialBuilder extends ToolCredentialBuilder<AzureCliCredentialBuilder> {

    private @Nullable String subscription;

    /** Creates a builder without settings. */
    public AzureCliCredentialBuilder() {}

    /**
     * Sets how long the tool may run; default 10 s, at most 28 s.
     *
     * @param processTimeout a positive duration
     * @return this
     */
    public AzureCliCredentialBuilder processTimeout(Duration processTimeout) {
        return timeout(processTimeout);
    }

    /**
     * Sets the subscription whose account provides the tokens; default: the tool's current subscription.
     *
     * @param subscription the name or id of the subscription
     * @return this
     */
    public AzureCliCredentialBuilder subscription(@Nullable String subscription) {
        this.subscription = subscription;
        return this;
    }

    /**
     * Builds the credential. Does not run the tool.
     *
     * @return a credential
     * @throws IllegalArgumentException if the tenant or the subscription contains characters that are not safe on a
     *     command line
     */
    public AzureCliCredential build() {
        return new AzureCliCredential(
                ToolTokens.azureCli(settings(), subscription, CredentialUnavailableException::new));
    }
}
