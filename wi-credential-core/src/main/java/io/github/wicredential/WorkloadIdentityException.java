package io.github.wicredential;

import io.github.wicredential.internal.failure.Exceptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything this library throws on purpose.
 *
 * <p>Each message says what went wrong and ends with what to do next. No message holds a token, an assertion or the raw
 * body of an answer.
 *
 * <p>Kinds may be added in any release, so a switch over them has a default.
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
