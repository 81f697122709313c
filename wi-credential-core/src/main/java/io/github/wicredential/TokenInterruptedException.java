package io.github.wicredential;

import org.jspecify.annotations.Nullable;

/**
 * The calling thread was interrupted while it waited for a token. Its interrupt flag is set; the request goes on for others.
 *
 * @since 0.1.0
 */
public final class TokenInterruptedException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    TokenInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
