package com.azure.identity;

/**
 * Uses a secret, certificate or password from environment variables; not supported. Every call reports the credential
 * as unavailable, so a chain continues. Thread-safe.
 *
 * @since 0.1.0
 */
public class EnvironmentCredential extends BridgedCredential {

    EnvironmentCredential() {
        super(NotOffered.ENVIRONMENT.unavailable());
    }
}
