package com.azure.identity;

import com.azure.core.credential.TokenCredential;

/**
 * Asks credentials in turn until one has a token, and goes on only where one is unavailable. Thread-safe.
 *
 * @since 0.1.0
 */
public class ChainedTokenCredential extends BridgedCredential {

    ChainedTokenCredential(TokenCredential asked) {
        super(asked);
    }
}
