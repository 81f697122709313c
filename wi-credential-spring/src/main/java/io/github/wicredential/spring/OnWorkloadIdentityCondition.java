package io.github.wicredential.spring;

import io.github.wicredential.spring.internal.identity.Activation;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches where there is, or has to be, a workload identity. */
final class OnWorkloadIdentityCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Activation activation = Activation.in(context.getEnvironment());
        return new ConditionOutcome(
                activation.active(),
                ConditionMessage.forCondition("Workload identity").because(activation.reason()));
    }
}
