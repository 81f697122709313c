package io.github.wicredential;

import org.jspecify.annotations.Nullable;

/**
 * A setting is missing or invalid, or a request is invalid. Nothing was sent.
 *
 * <p>Thrown when an identity is built, and for a request with invalid scopes, tenant or claims.
 *
 * @since 0.1.0
 */
public final class ConfigurationException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong and what to do
     */
    public ConfigurationException(String message) {
        this(message, null);
    }

    /**
     * Creates the exception.
     *
     * @param message what is wrong and what to do
     * @param cause the cause, or null
     */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
