package com.azure.identity;

import com.azure.core.credential.TokenCredential;

/**
 * An application that signs in with an assertion of its own. Thread-safe.
 *
 * @since 0.1.0
 */
public class ClientAssertionCredential extends BridgedCredential {

    ClientAssertionCredential(TokenCredential asked) {
        super(asked);
    }
}
