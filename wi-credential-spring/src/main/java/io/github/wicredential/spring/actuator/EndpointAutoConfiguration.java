package io.github.wicredential.spring.actuator;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.Activation;
import io.github.wicredential.spring.internal.IdentityRegistry;
import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The endpoint {@code azureworkloadidentity}, where Spring Boot's own rules make it available. */
@AutoConfiguration(afterName = "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration")
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean({IdentityRegistry.class, WorkloadIdentity.class})
@Conditional(EndpointAutoConfiguration.OnPodCondition.class)
final class EndpointAutoConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnMissingBean
    WorkloadIdentityEndpoint workloadIdentityEndpoint(
            IdentityRegistry registry, Map<String, WorkloadIdentity> identities) {
        return new WorkloadIdentityEndpoint(registry.of(identities));
    }

    /** Matches unless a developer's sign-in stands in for the pod. */
    static final class OnPodCondition extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Activation activation = Activation.in(context.getEnvironment());
            return new ConditionOutcome(
                    activation.source() != Activation.Source.DEVELOPER,
                    ConditionMessage.forCondition("Pod").because(activation.reason()));
        }
    }
}
