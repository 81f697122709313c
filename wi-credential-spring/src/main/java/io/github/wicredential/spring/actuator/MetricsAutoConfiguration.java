package io.github.wicredential.spring.actuator;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.ConditionalOnSwitch;
import io.github.wicredential.spring.internal.IdentityRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Meters of the identities, where the application has a registry for meters. */
@AutoConfiguration(
        afterName = {
            "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({IdentityRegistry.class, WorkloadIdentity.class, MeterRegistry.class})
@ConditionalOnSwitch("metrics.enabled")
final class MetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "workloadIdentityMeters")
    MeterBinder workloadIdentityMeters(IdentityRegistry identities, Environment environment) {
        Tags service = service(environment);
        return meters -> identities.follow(one -> one.activity()
                .attach(IdentityMeters.register(meters, one, service, identities::hasAgent, InstantSource.system())));
    }

    // A meter's own tag would override a common tag of the same name that the application has chosen for all meters.
    private static Tags service(Environment environment) {
        String name = environment.getProperty("spring.application.name");
        boolean common = Binder.get(environment)
                .bind("management.metrics.tags", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                .containsKey("application");
        return common || !StringUtils.hasText(name) ? Tags.empty() : Tags.of("application", name);
    }
}
