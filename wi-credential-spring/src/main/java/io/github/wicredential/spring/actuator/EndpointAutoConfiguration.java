package io.github.wicredential.spring.actuator;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.endpoint.WorkloadIdentityEndpoint;
import io.github.wicredential.spring.internal.watch.IdentityWatch;
import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** The endpoint {@code azureworkloadidentity}, where Spring Boot's own rules make it available. */
@AutoConfiguration(afterName = "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration")
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean({IdentityWatch.class, WorkloadIdentity.class})
@Conditional(OnPodCondition.class)
final class EndpointAutoConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnMissingBean
    WorkloadIdentityEndpoint workloadIdentityEndpoint(IdentityWatch watch, Map<String, WorkloadIdentity> identities) {
        return new WorkloadIdentityEndpoint(watch.of(identities));
    }
}
