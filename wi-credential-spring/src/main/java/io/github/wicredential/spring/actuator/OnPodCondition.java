package io.github.wicredential.spring.actuator;

import io.github.wicredential.spring.internal.identity.Activation;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches unless a developer's sign-in stands in for the pod. */
final class OnPodCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Activation activation = Activation.in(context.getEnvironment());
        return new ConditionOutcome(
                activation.source() != Activation.Source.DEVELOPER,
                ConditionMessage.forCondition("Pod").because(activation.reason()));
    }
}
