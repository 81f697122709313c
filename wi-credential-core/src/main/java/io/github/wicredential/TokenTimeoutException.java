package io.github.wicredential;

import org.jspecify.annotations.Nullable;

/**
 * No token was obtained before the caller's deadline. The request may still be in progress for other callers.
 *
 * @since 0.1.0
 */
public final class TokenTimeoutException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    TokenTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
