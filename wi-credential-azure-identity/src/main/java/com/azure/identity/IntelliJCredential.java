package com.azure.identity;

/**
 * The sign-in of IntelliJ, which is not offered. Every call says that it is unavailable, so that a chain goes on. Thread-safe.
 *
 * @since 0.1.0
 */
public class IntelliJCredential extends BridgedCredential {

    IntelliJCredential() {
        super(NotOffered.INTELLIJ.unavailable());
    }
}
