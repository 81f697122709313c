package io.github.wicredential.spring;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Copies;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * The library's own failures, however deep: settings that are missing or wrong, a token file that cannot be used, a
 * refusal by Entra.
 */
final class IdentityFailureAnalyzer extends AbstractFailureAnalyzer<WorkloadIdentityException> {

    private static final String SETTINGS = "In the application: azure.workload-identity.client-id, .tenant-id and "
            + ".token-file come before the variables; azure.workload-identity.enabled=false starts without an identity.";

    private static final String WITHOUT_FILE = "To start without it: azure.workload-identity.validate-on-start=none.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WorkloadIdentityException cause) {
        String message = Copies.message(rootFailure, cause);
        if (cause instanceof TokenExchangeException refused) {
            return analysis(message, refused, refused.hint().orElse(""));
        }
        if (cause instanceof ConfigurationException) {
            return guided(message, cause, SETTINGS);
        }
        if (cause instanceof AssertionException) {
            return guided(message, cause, WITHOUT_FILE);
        }
        return analysis(message, cause, "");
    }

    /** What follows the first line is the guide's: the cause, and the commands for it. */
    private static FailureAnalysis guided(String message, WorkloadIdentityException cause, String instead) {
        String said = Copies.firstLine(message);
        String guide = message.substring(said.length()).stripIndent().strip();
        return analysis(said, cause, (guide + "\n" + instead).strip());
    }

    // The hint is the end of the message already; it must not be read twice.
    private static FailureAnalysis analysis(String message, WorkloadIdentityException cause, String action) {
        String description = message.endsWith(action)
                ? message.substring(0, message.length() - action.length()).strip()
                : message;
        return new FailureAnalysis(
                "The workload identity does not work.\n\n" + description, action.isEmpty() ? null : action, cause);
    }
}
