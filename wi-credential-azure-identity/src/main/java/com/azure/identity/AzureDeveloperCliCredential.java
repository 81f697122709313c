package com.azure.identity;

import com.azure.core.credential.TokenCredential;

/**
 * Provides tokens of the developer signed in to the Azure Developer CLI. Thread-safe.
 *
 * @since 0.1.0
 */
public class AzureDeveloperCliCredential extends BridgedCredential {

    AzureDeveloperCliCredential(TokenCredential asked) {
        super(asked);
    }
}
