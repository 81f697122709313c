package io.github.wicredential.spring.downstream;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** An API under {@code azure.workload-identity.downstream} is configured in an invalid way. */
final class InvalidDownstreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String description;
    private final String action;

    InvalidDownstreamException(String description, String action) {
        super(description + " " + action);
        this.description = description;
        this.action = action;
    }

    /** Says which setting of an API stops the start. */
    static final class Analyzer extends AbstractFailureAnalyzer<InvalidDownstreamException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, InvalidDownstreamException cause) {
            return new FailureAnalysis(cause.description, cause.action, cause);
        }
    }
}
