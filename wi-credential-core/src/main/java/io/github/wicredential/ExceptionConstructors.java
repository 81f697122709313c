package io.github.wicredential;

import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import org.jspecify.annotations.Nullable;

/** The constructors that are not public, for the library's other packages. */
final class ExceptionConstructors extends Exceptions {

    @Override
    protected TokenExchangeException newExchange(String message, ExchangeDetails details, @Nullable Throwable cause) {
        return new TokenExchangeException(message, details, cause);
    }

    @Override
    protected ExchangeDetails detailsOf(TokenExchangeException exception) {
        return exception.details();
    }

    @Override
    protected TokenTimeoutException newTimeout(String message, @Nullable Throwable cause) {
        return new TokenTimeoutException(message, cause);
    }

    @Override
    protected TokenInterruptedException newInterrupted(String message, @Nullable Throwable cause) {
        return new TokenInterruptedException(message, cause);
    }

    @Override
    protected IdentityClosedException newClosed(String message, @Nullable Throwable cause) {
        return new IdentityClosedException(message, cause);
    }
}
