package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * The credential is not configured, or its tool is missing, so it could not make a request. A chain continues with its
 * next credential; both may be of either package.
 *
 * @since 0.1.0
 */
public class CredentialUnavailableException extends io.github.wicredential.azure.CredentialUnavailableException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is missing and what to do
     */
    public CredentialUnavailableException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what is missing and what to do
     * @param cause the cause, or null
     */
    public CredentialUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Converts an exception to this package's type. */
    static CredentialUnavailableException of(io.github.wicredential.azure.CredentialUnavailableException unavailable) {
        if (unavailable instanceof CredentialUnavailableException already) {
            return already;
        }
        CredentialUnavailableException same =
                new CredentialUnavailableException(String.valueOf(unavailable.getMessage()), unavailable.getCause());
        same.setStackTrace(unavailable.getStackTrace());
        for (Throwable suppressed : unavailable.getSuppressed()) {
            same.addSuppressed(suppressed);
        }
        return same;
    }
}
