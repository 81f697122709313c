package com.azure.identity;

import com.azure.core.credential.TokenCredential;

/**
 * Tries credentials in order until one provides a token, and continues only after one that is unavailable. Thread-safe.
 *
 * @since 0.1.0
 */
public class ChainedTokenCredential extends BridgedCredential {

    ChainedTokenCredential(TokenCredential asked) {
        super(asked);
    }
}
