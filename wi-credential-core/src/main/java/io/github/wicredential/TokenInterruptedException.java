package io.github.wicredential;

import org.jspecify.annotations.Nullable;

/**
 * The calling thread was interrupted while waiting for a token. Its interrupt flag is set again; the request continues
 * for other callers.
 *
 * @since 0.1.0
 */
public final class TokenInterruptedException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    TokenInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
