package com.azure.identity;

import org.jspecify.annotations.Nullable;

/**
 * The credential is not configured, or its tool is not there, so that it could not even ask. A chain goes on to its next
 * credential, whichever of the two packages either is of.
 *
 * @since 0.1.0
 */
public class CredentialUnavailableException extends io.github.wicredential.azure.CredentialUnavailableException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is missing and what to do
     */
    public CredentialUnavailableException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message what is missing and what to do
     * @param cause what showed it, or null
     */
    public CredentialUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same by this package's type. */
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
