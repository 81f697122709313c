package io.github.wicredential.spring.actuator;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.actuator.IdentityHealth.HealthReport;
import io.github.wicredential.spring.internal.IdentityRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The identity's part of the health endpoint. */
@AutoConfiguration(
        afterName = "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration",
        beforeName = "org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration")
@ConditionalOnClass(
        name = {
            "org.springframework.boot.actuate.health.HealthIndicator",
            "org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator"
        })
@ConditionalOnBean({IdentityRegistry.class, WorkloadIdentity.class})
final class Boot3HealthAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("azure-workload-identity")
    @ConditionalOnMissingBean(name = {"azureWorkloadIdentityHealthIndicator", "azureWorkloadIdentityHealthContributor"})
    HealthContributor azureWorkloadIdentityHealthContributor(
            IdentityRegistry registry, Map<String, WorkloadIdentity> identities) {
        Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
        IdentityHealth.of(registry, identities)
                .forEach((name, identity) -> indicators.put(name, () -> health(identity.report())));
        return indicators.size() == 1
                ? indicators.values().iterator().next()
                : CompositeHealthContributor.fromMap(indicators);
    }

    private static Health health(HealthReport report) {
        return Health.status(report.state().name())
                .withDetails(report.details())
                .build();
    }
}
