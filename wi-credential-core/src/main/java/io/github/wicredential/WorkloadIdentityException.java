package io.github.wicredential;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything this library throws on purpose.
 *
 * <p>Each message says what went wrong and ends with what to do next. No message holds a token, an assertion or the raw
 * body of an answer.
 */
public abstract sealed class WorkloadIdentityException extends RuntimeException
        permits ConfigurationException,
                AssertionException,
                TokenExchangeException,
                TokenTimeoutException,
                TokenInterruptedException,
                IdentityClosedException {

    private static final long serialVersionUID = 1L;

    WorkloadIdentityException(String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
    }
}
