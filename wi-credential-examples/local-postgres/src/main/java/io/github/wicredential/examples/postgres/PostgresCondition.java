package io.github.wicredential.examples.postgres;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where there is no server to start, a local run goes on without. */
final class PostgresCondition implements ExecutionCondition {

    PostgresCondition() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Installation.find().isPresent()) {
            return ConditionEvaluationResult.enabled("PostgreSQL is installed");
        }
        if (System.getenv("CI") != null) {
            return ConditionEvaluationResult.enabled("CI requires PostgreSQL");
        }
        return ConditionEvaluationResult.disabled(Installation.MISSING);
    }
}
