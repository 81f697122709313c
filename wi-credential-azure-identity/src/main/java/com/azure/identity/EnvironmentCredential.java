package com.azure.identity;

/**
 * A secret, certificate or password in environment variables, which is not offered. Every call says that it is unavailable, so that a chain goes on. Thread-safe.
 *
 * @since 0.1.0
 */
public class EnvironmentCredential extends BridgedCredential {

    EnvironmentCredential() {
        super(NotOffered.ENVIRONMENT.unavailable());
    }
}
