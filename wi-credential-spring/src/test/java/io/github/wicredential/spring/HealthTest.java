package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** The health of identities that are beans, with the types of each line of Spring Boot. */
@WorkloadIdentityTest
class HealthTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String BEAN = "azureWorkloadIdentityHealthContributor";

    /** A line of Spring Boot, whose other types are hidden. */
    enum Line {
        BOOT_3("actuator.Boot3", "org.springframework.boot.actuate.health", "org.springframework.boot.health"),
        BOOT_4("actuator.Boot4", "org.springframework.boot.health.contributor", "org.springframework.boot.actuate");

        private final Class<?> configuration;
        private final String types;
        private final String hidden;

        Line(String name, String types, String hidden) {
            this.configuration = ClassUtils.resolveClassName(
                    "io.github.wicredential.spring." + name + "HealthAutoConfiguration", null);
            this.types = types;
            this.hidden = hidden;
        }

        ApplicationContextRunner in(LocalCluster cluster) {
            return new ApplicationContextRunner()
                    .withClassLoader(new FilteredClassLoader(hidden))
                    .withConfiguration(AutoConfigurations.of(WorkloadIdentityAutoConfiguration.class, configuration))
                    .withPropertyValues(cluster.environment().entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .toArray(String[]::new));
        }

        /** Status and details of a part, or of the whole for null. */
        Seen seen(ApplicationContext context, String part) throws Exception {
            Object contributor = context.getBean(BEAN);
            if (part != null) {
                Class<?> composite = Class.forName(types + ".CompositeHealthContributor");
                contributor =
                        composite.getMethod("getContributor", String.class).invoke(contributor, part);
            }
            Object health = Class.forName(types + ".HealthIndicator")
                    .getMethod("health")
                    .invoke(contributor);
            Map<?, ?> details =
                    (Map<?, ?>) health.getClass().getMethod("getDetails").invoke(health);
            return new Seen(
                    health.getClass().getMethod("getStatus").invoke(health).toString(), Map.copyOf(details));
        }
    }

    record Seen(String status, Map<?, ?> details) {}

    @ParameterizedTest
    @EnumSource
    void isUpAfterTheFirstTokenAndFetchesNone(Line line, LocalCluster cluster, LocalEntra entra) {
        line.in(cluster).run(context -> {
            assertThat(line.seen(context, null).status()).isEqualTo("UNKNOWN");
            assertThat(entra.tokenRequests()).isZero();

            String token = context.getBean(WorkloadIdentity.class).token(SCOPE).value();
            Seen up =
                    await(() -> line.seen(context, null), seen -> seen.status().equals("UP"));
            assertThat(up.details().get("subject")).isEqualTo(cluster.subject());
            assertThat(up.details().toString()).doesNotContain(token).doesNotContain("eyJ");
            assertThat(entra.tokenRequests()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void isDownWithTheCodeOfARefusal(Line line, LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        application.untrustAll();
        line.in(cluster).run(context -> {
            assertThat(context.getBean(WorkloadIdentity.class).tokenAsync(SCOPE))
                    .failsWithin(Duration.ofSeconds(20));
            Seen down =
                    await(() -> line.seen(context, null), seen -> seen.status().equals("DOWN"));
            assertThat(down.details().get("lastError")).isEqualTo("AADSTS70025");
            assertThat(down.details().get("reason").toString()).contains("AADSTS70025");
        });
    }

    @ParameterizedTest
    @EnumSource
    void eachIdentityHasItsOwn(Line line, LocalCluster cluster, LocalEntra entra) {
        LocalApplication reports = entra.registerApplication().trust(cluster);
        line.in(cluster)
                .withPropertyValues(
                        "azure.workload-identity.identities.reports.client-id=" + reports.clientId(),
                        "spring.main.lazy-initialization=true")
                .run(context -> {
                    context.getBean(BEAN);
                    context.getBean("workloadIdentity-reports", WorkloadIdentity.class)
                            .token(SCOPE);
                    Seen up = await(
                            () -> line.seen(context, "workloadIdentity-reports"),
                            seen -> seen.status().equals("UP"));
                    assertThat(up.details().get("clientId")).isEqualTo(reports.clientId());
                    assertThat(line.seen(context, "workloadIdentity").status()).isEqualTo("UNKNOWN");
                });
    }

    @ParameterizedTest
    @EnumSource
    void isSwitchedOffAsAnyOther(Line line, LocalCluster cluster) {
        line.in(cluster)
                .withPropertyValues("management.health.azure-workload-identity.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BEAN));
        line.in(cluster)
                .withPropertyValues("management.health.defaults.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BEAN));
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnActuatorThereIsNone(Line line, LocalCluster cluster) {
        line.in(cluster)
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate", "org.springframework.boot.health", "io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(WorkloadIdentity.class)
                        .doesNotHaveBean(BEAN));
    }

    @ParameterizedTest
    @EnumSource
    void anIdentityOfTheApplicationsOwnIsWatchedAsWell(Line line, LocalCluster cluster) {
        line.in(cluster).withUserConfiguration(OwnIdentity.class).run(context -> {
            context.getBean("mine", WorkloadIdentity.class).token(SCOPE);
            await(() -> line.seen(context, null), seen -> seen.status().equals("UP"));
        });
    }

    private interface Look {
        Seen look() throws Exception;
    }

    // Listeners hear of a token just after its callers have it.
    private static Seen await(Look look, Function<Seen, Boolean> wanted) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        List<Seen> seen = new ArrayList<>();
        do {
            Seen last = look.look();
            if (wanted.apply(last)) {
                return last;
            }
            seen.add(last);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        } while (System.nanoTime() < deadline);
        throw new AssertionError("not seen, last was " + seen.get(seen.size() - 1));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnIdentity {

        @Bean
        WorkloadIdentity mine(Environment environment) {
            return WorkloadIdentity.builder()
                    .environment(environment::getProperty)
                    .build();
        }
    }
}
