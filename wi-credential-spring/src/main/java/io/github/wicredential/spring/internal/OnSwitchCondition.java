package io.github.wicredential.spring.internal;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Looks at the switches of {@link ConditionalOnSwitch}. */
final class OnSwitchCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        MergedAnnotation<ConditionalOnSwitch> annotation =
                metadata.getAnnotations().get(ConditionalOnSwitch.class);
        ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnSwitch.class);
        Binder binder = Binder.get(context.getEnvironment());
        for (String name : annotation.getStringArray(MergedAnnotation.VALUE)) {
            String property = WorkloadIdentityProperties.PREFIX + "." + name;
            if (!binder.bind(property, Boolean.class).orElse(true)) {
                return ConditionOutcome.noMatch(message.because(property + " is false"));
            }
        }
        return ConditionOutcome.match(message.because("nothing is switched off"));
    }
}
