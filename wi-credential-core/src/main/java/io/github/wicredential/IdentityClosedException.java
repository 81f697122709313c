package io.github.wicredential;

import org.jspecify.annotations.Nullable;

/**
 * The identity is closed and issues no more tokens.
 *
 * @since 0.1.0
 */
public final class IdentityClosedException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    IdentityClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
