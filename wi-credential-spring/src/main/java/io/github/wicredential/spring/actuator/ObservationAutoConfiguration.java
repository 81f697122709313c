package io.github.wicredential.spring.actuator;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.IdentityRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Observations of token requests, where the application has a registry for observations. */
@AutoConfiguration(
        afterName = {
            "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({IdentityRegistry.class, WorkloadIdentity.class})
@ConditionalOnSingleCandidate(ObservationRegistry.class)
final class ObservationAutoConfiguration {

    // Nothing injects it, so it must not be lazy.
    @Bean
    @Lazy(false)
    SmartInitializingSingleton workloadIdentityObservations(IdentityRegistry identities, ObservationRegistry registry) {
        return () -> ExchangeObservations.follow(identities, registry);
    }
}
