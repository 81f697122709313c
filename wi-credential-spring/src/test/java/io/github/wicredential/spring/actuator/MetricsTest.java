package io.github.wicredential.spring.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

@WorkloadIdentityTest
class MetricsTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private final BlockingQueue<Observation.Context> observed = new LinkedBlockingQueue<>();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ClassUtils.resolveClassName(
                            "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration", null),
                    MetricsAutoConfiguration.class,
                    ObservationAutoConfiguration.class));

    @Test
    void identitiesAreMeteredAlsoThoseThatComeLater(LocalCluster cluster) {
        in(cluster)
                .withBean(SimpleMeterRegistry.class)
                .withPropertyValues(
                        "azure.workload-identity.identities.reports.client-id="
                                + cluster.environment().get("AZURE_CLIENT_ID"),
                        "spring.main.lazy-initialization=true")
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    context.getBean(MeterBinder.class).bindTo(registry);
                    context.getBean("workloadIdentity-reports");
                    assertThat(registry.get("azure.wi.token.expires.in").gauges())
                            .extracting(gauge -> gauge.getId().getTag("identity"))
                            .containsExactlyInAnyOrder("workloadIdentity", "workloadIdentity-reports");
                });
    }

    @Test
    void anIdentityOfTheApplicationsOwnIsMeteredFromItsFirstRequestOn(LocalCluster cluster) {
        in(cluster)
                .withBean(SimpleMeterRegistry.class)
                .withUserConfiguration(OwnIdentity.class)
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    context.getBean(MeterBinder.class).bindTo(registry);
                    assertThat(registry.get("azure.wi.token.expires.in")
                                    .tag("identity", "mine")
                                    .timeGauge()
                                    .value(TimeUnit.SECONDS))
                            .isGreaterThan(3_000);
                });
    }

    @Test
    void aRequestIsObservedWhereThereIsARegistry(LocalCluster cluster) {
        in(cluster).withBean(ObservationRegistry.class, this::observing).run(context -> {
            assertThat(context).doesNotHaveBean(MeterBinder.class);
            context.getBean(WorkloadIdentity.class).token(SCOPE);
            Observation.Context seen = observed.poll(10, TimeUnit.SECONDS);
            assertThat(seen).isNotNull();
            assertThat(seen.getName()).isEqualTo("azure.wi.exchange");
            assertThat(seen.toString()).doesNotContain("eyJ");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "spring.application.name=orders, management.metrics.tags.region=west, orders",
        "spring.application.name= , management.metrics.tags.region=west,",
        "spring.application.name=orders, management.metrics.tags.application=shop,"
    })
    void metersTellTheServiceUnlessATagOfAllMetersDoes(String name, String common, String tag, LocalCluster cluster) {
        in(cluster)
                .withBean(SimpleMeterRegistry.class)
                .withPropertyValues(name, common)
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    context.getBean(MeterBinder.class).bindTo(registry);
                    assertThat(registry.getMeters())
                            .filteredOn(meter -> meter.getId().getName().startsWith("azure.wi."))
                            .isNotEmpty()
                            .allSatisfy(meter -> assertThat(meter.getId().getTag("application"))
                                    .isEqualTo(tag));
                });
    }

    @Test
    void metersAreSwitchedOffByProperty(LocalCluster cluster) {
        in(cluster)
                .withBean(SimpleMeterRegistry.class)
                .withPropertyValues("azure.workload-identity.metrics.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MeterBinder.class));
    }

    @Test
    void withoutMicrometerThereIsNothing(LocalCluster cluster) {
        in(cluster)
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(WorkloadIdentity.class)
                        .doesNotHaveBean("workloadIdentityMeters")
                        .doesNotHaveBean("workloadIdentityObservations"));
    }

    private ApplicationContextRunner in(LocalCluster cluster) {
        return runner.withPropertyValues(cluster.environment().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new));
    }

    private ObservationRegistry observing() {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                observed.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        return registry;
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnIdentity {

        @Bean
        WorkloadIdentity mine(Environment environment) {
            return WorkloadIdentity.builder()
                    .environment(environment::getProperty)
                    .build();
        }

        @Bean
        AccessToken first(WorkloadIdentity mine) {
            return mine.token(SCOPE);
        }
    }
}
