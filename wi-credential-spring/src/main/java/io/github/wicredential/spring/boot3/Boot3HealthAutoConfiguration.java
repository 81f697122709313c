package io.github.wicredential.spring.boot3;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.health.Judge;
import io.github.wicredential.spring.internal.health.Judgement;
import io.github.wicredential.spring.internal.watch.IdentityWatch;
import io.github.wicredential.spring.internal.watch.WatchedIdentity;
import java.time.InstantSource;
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
@ConditionalOnBean({IdentityWatch.class, WorkloadIdentity.class})
final class Boot3HealthAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("azure-workload-identity")
    @ConditionalOnMissingBean(name = {"azureWorkloadIdentityHealthIndicator", "azureWorkloadIdentityHealthContributor"})
    HealthContributor azureWorkloadIdentityHealthContributor(
            IdentityWatch watch, Map<String, WorkloadIdentity> identities) {
        Judge judge = new Judge(InstantSource.system());
        Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
        for (WatchedIdentity watched : watch.of(identities)) {
            indicators.put(watched.name(), () -> health(judge.judge(watched)));
        }
        return indicators.size() == 1
                ? indicators.values().iterator().next()
                : CompositeHealthContributor.fromMap(indicators);
    }

    private static Health health(Judgement judgement) {
        return Health.status(judgement.state().name())
                .withDetails(judgement.details())
                .build();
    }
}
