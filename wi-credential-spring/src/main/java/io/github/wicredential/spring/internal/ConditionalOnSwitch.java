package io.github.wicredential.spring.internal;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches unless one of some switches is off. Like everywhere, a blank value counts as not set. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Conditional(ConditionalOnSwitch.OnSwitchCondition.class)
public @interface ConditionalOnSwitch {

    /** Names of properties below {@code azure.workload-identity}, each true by default. */
    String[] value();

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
            return ConditionOutcome.match(message.because("nothing is disabled"));
        }
    }
}
