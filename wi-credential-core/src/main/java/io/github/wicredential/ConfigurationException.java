package io.github.wicredential;

import org.jspecify.annotations.Nullable;

/**
 * A setting is missing or wrong, or a request is invalid. Nothing was sent.
 *
 * <p>Thrown when an identity is built, and for a request whose scopes, tenant or claims are not acceptable.
 *
 * @since 0.1.0
 */
public final class ConfigurationException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong and what to do
     */
    public ConfigurationException(String message) {
        this(message, null);
    }

    /**
     * Makes the exception.
     *
     * @param message what is wrong and what to do
     * @param cause what showed it, or null
     */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
