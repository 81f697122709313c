package io.github.wicredential.azure;

import io.github.wicredential.azure.internal.token.AzureTokens;

/**
 * Provides tokens of the developer signed in to Azure PowerShell ({@code Get-AzAccessToken}), for local development.
 *
 * <p>Thread-safe. Tokens are cached and refreshed in the background as in a pod, so the tool runs about once an hour.
 * Scopes have the form {@code <resource>/.default}. No message contains a token.
 *
 * @since 0.1.0
 */
public final class AzurePowerShellCredential extends ToolCredential {

    AzurePowerShellCredential(AzureTokens tokens) {
        super(tokens);
    }
}
