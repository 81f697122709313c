package io.github.wicredential.internal.failure;

import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenInterruptedException;
import io.github.wicredential.TokenTimeoutException;
import io.github.wicredential.WorkloadIdentityException;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions whose constructors are not public, and reads their details. */
public abstract class Exceptions {

    private static final String NO_TOKEN = "No token: ";

    // Set once, when the family of exceptions is initialized.
    private static volatile @Nullable Exceptions access;

    /** Called by the package of the exceptions, the only one that can do this. */
    public static void give(Exceptions itsOwn) {
        access = itsOwn;
    }

    private static Exceptions access() {
        if (access == null) {
            try {
                MethodHandles.lookup().ensureInitialized(WorkloadIdentityException.class);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return Objects.requireNonNull(access);
    }

    /** The message of a failure that says no more than why. */
    public static String noToken(String why) {
        return NO_TOKEN + why;
    }

    /** Why there is no token, for a message that says the rest itself. */
    public static String why(String message) {
        return message.startsWith(NO_TOKEN) ? message.substring(NO_TOKEN.length()) : message;
    }

    public static TokenExchangeException exchange(String message, ExchangeDetails details, @Nullable Throwable cause) {
        return access().newExchange(message, details, cause);
    }

    public static ExchangeDetails details(TokenExchangeException exception) {
        return access().detailsOf(exception);
    }

    public static TokenTimeoutException timeout(String message, @Nullable Throwable cause) {
        return access().newTimeout(message, cause);
    }

    public static TokenInterruptedException interrupted(String message, @Nullable Throwable cause) {
        return access().newInterrupted(message, cause);
    }

    public static IdentityClosedException closed(String message, @Nullable Throwable cause) {
        return access().newClosed(message, cause);
    }

    protected abstract TokenExchangeException newExchange(
            String message, ExchangeDetails details, @Nullable Throwable cause);

    protected abstract ExchangeDetails detailsOf(TokenExchangeException exception);

    protected abstract TokenTimeoutException newTimeout(String message, @Nullable Throwable cause);

    protected abstract TokenInterruptedException newInterrupted(String message, @Nullable Throwable cause);

    protected abstract IdentityClosedException newClosed(String message, @Nullable Throwable cause);
}
