package io.github.wicredential;

import org.jspecify.annotations.Nullable;

/** The calling thread was interrupted while it waited for a token. Its interrupt flag is set; the request goes on for others. */
public final class TokenInterruptedException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened and what to do
     * @param cause what showed it, or null
     */
    public TokenInterruptedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
