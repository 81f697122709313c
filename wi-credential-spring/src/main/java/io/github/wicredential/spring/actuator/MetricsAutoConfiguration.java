package io.github.wicredential.spring.actuator;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.condition.ConditionalOnSwitch;
import io.github.wicredential.spring.internal.metrics.TokenMeters;
import io.github.wicredential.spring.internal.watch.IdentityWatch;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Meters of the identities, where the application has a registry for meters. */
@AutoConfiguration(
        afterName = {
            "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({IdentityWatch.class, WorkloadIdentity.class, MeterRegistry.class})
@ConditionalOnSwitch("metrics.enabled")
final class MetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    TokenMeters workloadIdentityMeters(IdentityWatch watch) {
        return new TokenMeters(watch);
    }
}
