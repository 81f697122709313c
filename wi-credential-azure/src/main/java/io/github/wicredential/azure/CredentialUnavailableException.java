package io.github.wicredential.azure;

import com.azure.core.exception.ClientAuthenticationException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The credential is not configured, or its tool is missing, so it could not make a request.
 *
 * <p>A chain continues with its next credential. A request that was made and refused causes a plain
 * {@link ClientAuthenticationException} instead.
 *
 * @since 0.1.0
 */
public class CredentialUnavailableException extends ClientAuthenticationException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is missing and what to do
     */
    public CredentialUnavailableException(String message) {
        super(Objects.requireNonNull(message, "message"), null);
    }

    /**
     * Creates the exception.
     *
     * @param message what is missing and what to do
     * @param cause the cause, or null
     */
    public CredentialUnavailableException(String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), null, cause);
    }
}
