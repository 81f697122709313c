package io.github.wicredential.spring.downstream;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting of an API stops the start. */
final class DownstreamFailureAnalyzer extends AbstractFailureAnalyzer<InvalidDownstreamException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidDownstreamException cause) {
        return new FailureAnalysis(cause.description(), cause.action(), cause);
    }
}
