package io.github.wicredential;

import org.jspecify.annotations.Nullable;

/** The credential was closed, so it gives no more tokens. */
public final class IdentityClosedException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened and what to do
     * @param cause what showed it, or null
     */
    public IdentityClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
