package io.github.wicredential.azure.internal.tool;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions of tools. They count as temporary, so that a developer who signs in does not have to wait. */
final class ToolFailures {

    private static final String UNAVAILABLE = "credential_unavailable";
    private static final String FAILED = "tool_failed";
    private static final int LONGEST = 300;

    private ToolFailures() {}

    /** The tool is not installed, or no one is signed in to it. */
    static WorkloadIdentityException unavailable(String message) {
        return failure(UNAVAILABLE, message, null);
    }

    static WorkloadIdentityException failed(String message, @Nullable Throwable cause) {
        return failure(FAILED, message, cause);
    }

    static boolean isUnavailable(WorkloadIdentityException failure) {
        return failure instanceof TokenExchangeException tool
                && tool.error().filter(UNAVAILABLE::equals).isPresent();
    }

    /** A complaint of a tool, fit to be shown: one line, cut, and without anything that may be a token. */
    static String shown(String complaint) {
        return SafeText.withoutLongWords(complaint, LONGEST);
    }

    private static WorkloadIdentityException failure(String error, String message, @Nullable Throwable cause) {
        return Exceptions.exchange(message, ExchangeDetails.local(error), cause);
    }
}
