package com.azure.identity;

import com.azure.core.credential.TokenCredential;

/**
 * Provides tokens of the developer signed in to Azure PowerShell. Thread-safe.
 *
 * @since 0.1.0
 */
public class AzurePowerShellCredential extends BridgedCredential {

    AzurePowerShellCredential(TokenCredential asked) {
        super(asked);
    }
}
