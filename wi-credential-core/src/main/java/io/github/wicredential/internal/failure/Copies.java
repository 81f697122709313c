package io.github.wicredential.internal.failure;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenInterruptedException;
import io.github.wicredential.TokenTimeoutException;
import io.github.wicredential.WorkloadIdentityException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Copies of exceptions: one failure is thrown to many callers, each with its own stack, and appears in the causes of
 * other libraries' exceptions. A stack trace still states once what went wrong.
 */
public final class Copies {

    private Copies() {}

    /** For one more caller, instead of the shared one, with the same cause. */
    public static WorkloadIdentityException again(WorkloadIdentityException shared) {
        return copy(shared, String.valueOf(shared.getMessage()), shared.getCause());
    }

    /** In other words: the same fields and cause. */
    public static WorkloadIdentityException saying(WorkloadIdentityException failure, String message) {
        return copy(failure, message, failure.getCause());
    }

    /** For a caller that fails immediately: it may keep earlier failures, so they share no cause with this one. */
    public static WorkloadIdentityException later(WorkloadIdentityException before, String message) {
        return copy(before, message, Retold.of(before.getCause()));
    }

    /**
     * As the cause of an exception that has the whole message and the stack: the same fields, the first line, and one
     * frame. For a network or file fault, which the message explains, only its type and message; foreign code keeps
     * its stack.
     */
    public static WorkloadIdentityException asCause(WorkloadIdentityException failure) {
        Throwable cause = failure.getCause();
        WorkloadIdentityException brief = copy(
                failure,
                firstLine(String.valueOf(failure.getMessage())),
                cause instanceof IOException ? Retold.of(cause) : cause);
        brief.setStackTrace(Retold.place(failure));
        return brief;
    }

    /** The message of one of the causes of an exception, even if the exception above repeats all of it. */
    public static String message(Throwable top, WorkloadIdentityException failure) {
        String own = String.valueOf(failure.getMessage());
        for (Throwable above = top; above != null; above = above.getCause()) {
            if (above.getCause() == failure
                    && String.valueOf(above.getMessage()).startsWith(own)) {
                return String.valueOf(above.getMessage());
            }
        }
        return own;
    }

    public static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static WorkloadIdentityException copy(
            WorkloadIdentityException of, String message, @Nullable Throwable cause) {
        if (of instanceof TokenExchangeException exchange) {
            return Exceptions.exchange(message, Exceptions.details(exchange), cause);
        }
        if (of instanceof AssertionException assertion) {
            return new AssertionException(assertion.reason(), assertion.path().orElse(null), message, cause);
        }
        if (of instanceof ConfigurationException) {
            return new ConfigurationException(message, cause);
        }
        if (of instanceof TokenTimeoutException) {
            return Exceptions.timeout(message, cause);
        }
        if (of instanceof TokenInterruptedException) {
            return Exceptions.interrupted(message, cause);
        }
        return Exceptions.closed(message, cause);
    }
}
