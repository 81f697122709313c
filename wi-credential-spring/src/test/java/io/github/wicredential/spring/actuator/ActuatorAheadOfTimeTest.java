package io.github.wicredential.spring.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.util.ClassUtils;

/** What operations sees of an application that is processed ahead of time, without a native image. */
@WorkloadIdentityTest
class ActuatorAheadOfTimeTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    @Test
    @CompileWithForkedClassLoader
    void theGeneratedContextHasHealthEndpointAndMeters(LocalCluster cluster, LocalEntra entra) {
        TestGenerationContext generation = new TestGenerationContext();
        new ApplicationContextAotGenerator()
                .processAheadOfTime(
                        context(Map.of("azure.workload-identity.enabled", "true"), application()), generation);
        generation.writeGeneratedContent();
        RuntimeHints hints = generation.getRuntimeHints();
        for (Class<?> written : new Class<?>[] {
            WorkloadIdentityEndpoint.Report.class,
            WorkloadIdentityEndpoint.Findings.class,
            WorkloadIdentityEndpoint.Found.class
        }) {
            assertThat(RuntimeHintsPredicates.reflection().onType(written))
                    .as("%s is written as JSON", written)
                    .accepts(hints);
        }

        Map<String, Object> pod = new LinkedHashMap<>(cluster.environment());
        TestCompiler.forSystem().with(generation).compile(compiled -> {
            @SuppressWarnings("unchecked")
            ApplicationContextInitializer<GenericApplicationContext> generated =
                    compiled.getInstance(ApplicationContextInitializer.class);
            try (GenericApplicationContext context = context(pod)) {
                generated.initialize(context);
                context.refresh();
                assertThat(context.getBean(HealthIndicator.class).health().getDetails())
                        .containsEntry("subject", cluster.subject());
                context.getBean(MeterBinder.class).bindTo(context.getBean(MeterRegistry.class));
                context.getBean(WorkloadIdentity.class).token(SCOPE);
                assertThat(context.getBean(MeterRegistry.class)
                                .get("azure.wi.assertion.age")
                                .timeGauge())
                        .isNotNull();
                assertThat(context.getBean(WorkloadIdentityEndpoint.class)
                                .all()
                                .identities()
                                .get("workloadIdentity")
                                .healthy())
                        .isTrue();
            }
        });
        assertThat(entra.granted()).isPositive();
    }

    private static Class<?>[] application() {
        return new Class<?>[] {
            Registries.class,
            type("WorkloadIdentityAutoConfiguration"),
            Boot3HealthAutoConfiguration.class,
            EndpointAutoConfiguration.class,
            MetricsAutoConfiguration.class,
            ObservationAutoConfiguration.class
        };
    }

    private static Class<?> type(String name) {
        return ClassUtils.resolveClassName(
                "io.github.wicredential.spring." + name, ActuatorAheadOfTimeTest.class.getClassLoader());
    }

    private static GenericApplicationContext context(Map<String, Object> settings, Class<?>... configurations) {
        GenericApplicationContext context = new GenericApplicationContext();
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("management.endpoints.web.exposure.include", "azureworkloadidentity");
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", all));
        if (configurations.length > 0) {
            new AnnotatedBeanDefinitionReader(context).register(configurations);
        }
        return context;
    }

    @Configuration(proxyBeanMethods = false)
    static class Registries {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        ObservationRegistry observations() {
            return ObservationRegistry.create();
        }
    }
}
