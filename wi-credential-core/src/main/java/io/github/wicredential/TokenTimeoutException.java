package io.github.wicredential;

import org.jspecify.annotations.Nullable;

/** No token was had before the caller's deadline. The request may still be under way for others. */
public final class TokenTimeoutException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened and what to do
     * @param cause what showed it, or null
     */
    public TokenTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
