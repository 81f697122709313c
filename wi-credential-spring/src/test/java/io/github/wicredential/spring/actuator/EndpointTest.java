package io.github.wicredential.spring.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.spring.actuator.WorkloadIdentityEndpoint.Report;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

@WorkloadIdentityTest
class EndpointTest {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=azureworkloadidentity";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ClassUtils.resolveClassName(
                            "io.github.wicredential.spring.WorkloadIdentityAutoConfiguration", null),
                    EndpointAutoConfiguration.class));

    @Test
    void showsADiagnosisOfEachIdentityAndMakesNoneOnTheNextCall(LocalCluster cluster, LocalEntra entra) {
        LocalApplication reports = entra.registerApplication();
        in(cluster)
                .withPropertyValues(
                        EXPOSED, "azure.workload-identity.identities.reports.client-id=" + reports.clientId())
                .run(context -> {
                    WorkloadIdentityEndpoint endpoint = context.getBean(WorkloadIdentityEndpoint.class);
                    Report report = endpoint.all();
                    assertThat(report.identities()).containsOnlyKeys("workloadIdentity", "workloadIdentity-reports");
                    assertThat(report.identities().get("workloadIdentity").healthy())
                            .isTrue();
                    assertThat(report.identities()
                                    .get("workloadIdentity-reports")
                                    .healthy())
                            .isFalse();
                    assertThat(report.identities().get("workloadIdentity").summary())
                            .startsWith("Healthy: ");
                    assertThat(report.identities().get("workloadIdentity-reports"))
                            .satisfies(broken -> {
                                assertThat(broken.summary()).contains("(AADSTS70025)", reports.clientId());
                                assertThat(broken.rootFinding()).startsWith("exchange ");
                                assertThat(broken.finished()).isTrue();
                                assertThat(broken.findings())
                                        .filteredOn(found -> found.id().equals(broken.rootFinding()))
                                        .singleElement()
                                        .satisfies(root -> {
                                            assertThat(root.code()).isEqualTo("AADSTS70025");
                                            assertThat(root.comments()).hasSameSizeAs(root.commands());
                                        });
                            });
                    assertThat(report.toString()).contains("AADSTS70025").doesNotContain("eyJ");

                    int requests = entra.tokenRequests();
                    assertThat(endpoint.all()).isEqualTo(report);
                    assertThat(endpoint.one("workloadIdentity"))
                            .isEqualTo(report.identities().get("workloadIdentity"));
                    assertThat(endpoint.one("nobody")).isNull();
                    assertThat(entra.tokenRequests()).isEqualTo(requests);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.endpoints.web.exposure.include=health",
                "management.endpoint.azureworkloadidentity.access=NONE",
                "management.endpoints.access.max-permitted=NONE",
                "azure.workload-identity.enabled=false"
            })
    void isNotThereUnlessItIsExposed(String property, LocalCluster cluster) {
        in(cluster)
                .withPropertyValues(EXPOSED, property)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkloadIdentityEndpoint.class));
    }

    @Test
    void isNotThereWithoutAnActuator(LocalCluster cluster) {
        in(cluster)
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkloadIdentityEndpoint.class));
    }

    private ApplicationContextRunner in(LocalCluster cluster) {
        return runner.withPropertyValues(cluster.environment().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new));
    }
}
