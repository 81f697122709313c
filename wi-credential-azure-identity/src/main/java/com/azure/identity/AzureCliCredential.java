package com.azure.identity;

import com.azure.core.credential.TokenCredential;

/**
 * Provides tokens of the developer signed in to the Azure CLI. Thread-safe.
 *
 * @since 0.1.0
 */
public class AzureCliCredential extends BridgedCredential {

    AzureCliCredential(TokenCredential asked) {
        super(asked);
    }
}
