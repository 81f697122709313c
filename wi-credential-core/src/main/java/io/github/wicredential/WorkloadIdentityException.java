package io.github.wicredential;

import io.github.wicredential.internal.failure.Exceptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The base class of all exceptions that this library throws deliberately.
 *
 * <p>Each message says what went wrong and ends with what to do next. No message contains a token, an assertion or a
 * raw response body.
 *
 * <p>Any release may add subclasses, so a switch over them needs a default.
 *
 * @since 0.1.0
 */
public abstract sealed class WorkloadIdentityException extends RuntimeException
        permits ConfigurationException,
                AssertionException,
                TokenExchangeException,
                TokenTimeoutException,
                TokenInterruptedException,
                IdentityClosedException {

    private static final long serialVersionUID = 1L;

    static {
        Exceptions.give(new ExceptionConstructors());
    }

    WorkloadIdentityException(String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
    }
}
