package io.github.wicredential.azure;

import io.github.wicredential.azure.internal.token.AzureTokens;

/**
 * Tokens of the developer who is signed in to Azure PowerShell ({@code Get-AzAccessToken}), for work on a laptop.
 *
 * <p>Thread-safe. Tokens are kept and refreshed in the background like a pod's, so the tool runs about once an hour. Scopes
 * are of the form {@code <resource>/.default}. Token texts never become part of a message.
 *
 * @since 0.1.0
 */
public final class AzurePowerShellCredential extends ToolCredential {

    AzurePowerShellCredential(AzureTokens tokens) {
        super(tokens);
    }
}
