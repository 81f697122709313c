package com.azure.identity;

/**
 * Uses the sign-in of IntelliJ; not supported. Every call reports the credential as unavailable, so a chain continues.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public class IntelliJCredential extends BridgedCredential {

    IntelliJCredential() {
        super(NotOffered.INTELLIJ.unavailable());
    }
}
