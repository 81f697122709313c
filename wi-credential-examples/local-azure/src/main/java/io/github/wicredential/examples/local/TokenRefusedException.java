package io.github.wicredential.examples.local;

import org.jspecify.annotations.Nullable;

/** A token did not pass a check; the message says which. */
public final class TokenRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    TokenRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
