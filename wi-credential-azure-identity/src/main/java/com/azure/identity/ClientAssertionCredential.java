package com.azure.identity;

import com.azure.core.credential.TokenCredential;

/**
 * Exchanges an assertion that the application supplies for tokens. Thread-safe.
 *
 * @since 0.1.0
 */
public class ClientAssertionCredential extends BridgedCredential {

    ClientAssertionCredential(TokenCredential asked) {
        super(asked);
    }
}
