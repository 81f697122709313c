package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@WorkloadIdentityTest
class WorkloadIdentityAutoConfigurationTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(WorkloadIdentityAutoConfiguration.class));

    @Test
    void inAPodTheBeansAreThereAndGiveTokens(LocalCluster cluster, LocalEntra entra) {
        AtomicReference<WorkloadIdentity> identity = new AtomicReference<>();
        in(cluster).run(context -> {
            identity.set(context.getBean(WorkloadIdentity.class));
            assertThat(context.getBean(TokenCredential.class)
                            .getTokenSync(new TokenRequestContext().addScopes(SCOPE))
                            .getToken())
                    .isEqualTo(identity.get().token(SCOPE).value());
            assertThat(context.getBean("springCloudAzureDefaultCredential"))
                    .isSameAs(context.getBean("workloadIdentityCredential"));
        });
        assertThat(entra.granted()).isEqualTo(1);
        assertThatExceptionOfType(IdentityClosedException.class)
                .as("closed with the context")
                .isThrownBy(() -> identity.get().token(SCOPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AZURE_FEDERATED_TOKEN_FILE= ", "azure.workload-identity.token-file= "})
    void withoutATokenFileThereIsNothing(String property) {
        runner.withPropertyValues(property.isEmpty() ? new String[0] : new String[] {property})
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(WorkloadIdentity.class)
                        .doesNotHaveBean(TokenCredential.class));
    }

    @Test
    void switchedOffThereIsNothingInAPodEither(LocalCluster cluster) {
        in(cluster)
                .withPropertyValues("azure.workload-identity.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TokenCredential.class));
    }

    @Test
    void whereItIsRequiredItsAbsenceStopsTheStart() {
        runner.withPropertyValues("azure.workload-identity.enabled=true")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContainingAll("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"));
    }

    @Test
    void aPropertyComesBeforeTheVariable(LocalCluster cluster) {
        in(cluster)
                .withPropertyValues(
                        "azure.workload-identity.client-id=11111111-2222-4333-8444-555555555555",
                        "azure.workload-identity.tenant-id= ")
                .run(context -> {
                    WorkloadIdentity identity = context.getBean(WorkloadIdentity.class);
                    assertThat(identity.clientId()).isEqualTo("11111111-2222-4333-8444-555555555555");
                    assertThat(identity.tenantId())
                            .isEqualTo(cluster.environment().get("AZURE_TENANT_ID"));
                });
    }

    @Test
    void aBeanOfTheUsersNameStaysSpringCloudAzuresDefault(LocalCluster cluster) {
        in(cluster).withUserConfiguration(OwnDefault.class).run(context -> {
            assertThat(context.getBean("springCloudAzureDefaultCredential"))
                    .isNotInstanceOf(WorkloadIdentityCredential.class);
            assertThat(context.getBean("workloadIdentityCredential")).isInstanceOf(WorkloadIdentityCredential.class);
        });
    }

    @Test
    void anIdentityOfTheUsersIsUsedAsItIs(LocalCluster cluster) {
        cluster.removeToken();
        in(cluster).withUserConfiguration(OwnIdentity.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(WorkloadIdentity.class);
            assertThat(context.getBean(WorkloadIdentityCredential.class).identity())
                    .isSameAs(context.getBean("mine"));
        });
    }

    @ParameterizedTest
    @CsvSource({"config, true", "token, true", "none, false"})
    void aMissingFileStopsTheStartUnlessNothingIsChecked(String mode, boolean stops, LocalCluster cluster) {
        cluster.removeToken();
        in(cluster)
                .withPropertyValues(
                        "azure.workload-identity.validate-on-start=" + mode,
                        "azure.workload-identity.validation-scope=" + SCOPE)
                .run(context -> {
                    if (stops) {
                        assertThat(context)
                                .getFailure()
                                .hasStackTraceContaining(AssertionException.class.getName())
                                .hasStackTraceContaining(cluster.tokenFile().toString());
                    } else {
                        assertThat(context).hasNotFailed();
                    }
                });
    }

    @Test
    void aTokenCanBeRequiredAtStart(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        ApplicationContextRunner strict = in(cluster)
                .withPropertyValues(
                        "azure.workload-identity.validate-on-start=token",
                        "azure.workload-identity.validation-scope=" + SCOPE,
                        "spring.main.lazy-initialization=true");
        strict.run(context -> assertThat(context).hasNotFailed());
        assertThat(entra.granted()).isEqualTo(1);

        application.setEnabled(false);
        strict.run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(TokenExchangeException.class));
    }

    @Test
    void aTokenAtStartNeedsItsScope(LocalCluster cluster) {
        in(cluster)
                .withPropertyValues("azure.workload-identity.validate-on-start=token")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("validation-scope"));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void anUnusualAudienceIsSaidAndNoTokenIsLogged(LocalCluster cluster, CapturedOutput output) {
        cluster.mint().audience("api://elsewhere").write();
        in(cluster).run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains("api://elsewhere")
                .contains("api://AzureADTokenExchange")
                .doesNotContain("eyJ");
    }

    @ParameterizedTest
    @CsvSource({
        "api://of-our-own, https://127.0.0.1:1, ''",
        "api://AKSIdentityBinding, https://127.0.0.1:1, ''",
        "api://AKSIdentityBinding, '', The token is meant for the token proxy",
        "api://of-our-own, '', The audience is unusual",
        "api://AzureADTokenExchange, '', ''"
    })
    @ExtendWith(OutputCaptureExtension.class)
    void whetherAnAudienceIsWrongDependsOnTheRoute(
            String audience, String proxy, String said, LocalCluster cluster, CapturedOutput output) {
        cluster.mint().audience(audience).write();

        in(cluster)
                .withPropertyValues("AZURE_KUBERNETES_TOKEN_PROXY=" + proxy)
                .run(context -> assertThat(context).hasNotFailed());

        if (said.isEmpty()) {
            assertThat(output).doesNotContain("audience", "token proxy");
        } else {
            assertThat(output).contains(said).contains("aud = " + audience);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azure.workload-identity.enabled=perhaps",
                "azure.workload-identity.validate-on-start=sometimes",
                "azure.workload-identity.timeout=long",
                "azure.workload-identity.timeout=-1s",
                "azure.workload-identity.refresh-window=5s",
                "azure.workload-identity.authority-host=http://login.example.com",
                "azure.workload-identity.identities.reports.tenant-id=common"
            })
    void aValueThatCannotBeMeantStopsTheStart(String property, LocalCluster cluster) {
        in(cluster)
                .withPropertyValues(property)
                .run(context -> assertThat(context).hasFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enabled",
                "client-id",
                "tenant-id",
                "token-file",
                "authority-host",
                "additionally-allowed-tenants",
                "timeout",
                "refresh-window",
                "validate-on-start",
                "validation-scope",
                "oauth2-client.enabled",
                "jdbc-hooks.enabled",
                "metrics.enabled",
                "spring-cloud-azure.default-credential",
                "spring-cloud-azure.bootstrap",
                "spring-cloud-azure.passwordless",
                "spring-cloud-azure.kafka"
            })
    void aBlankValueCountsAsNotSet(String property, LocalCluster cluster) {
        in(cluster)
                .withPropertyValues("azure.workload-identity." + property + "= ")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean("springCloudAzureDefaultCredential"))
                            .isSameAs(context.getBean("workloadIdentityCredential"));
                    assertThat(context.getBean(WorkloadIdentity.class).clientId())
                            .isEqualTo(cluster.environment().get("AZURE_CLIENT_ID"));
                });
    }

    @Test
    void furtherIdentitiesHaveBeansOfTheirOwnAndTheMainOneIsTheOneByType(LocalCluster cluster, LocalEntra entra) {
        LocalApplication reports = entra.registerApplication().trust(cluster);
        AtomicReference<WorkloadIdentity> closed = new AtomicReference<>();
        in(cluster)
                .withPropertyValues("azure.workload-identity.identities.reports.client-id=" + reports.clientId())
                .run(context -> {
                    WorkloadIdentity identity = context.getBean("workloadIdentity-reports", WorkloadIdentity.class);
                    closed.set(identity);
                    assertThat(identity.clientId()).isEqualTo(reports.clientId());
                    assertThat(context.getBean("workloadIdentityCredential-reports", WorkloadIdentityCredential.class)
                                    .identity())
                            .isSameAs(identity);
                    assertThat(context.getBean(TokenCredential.class))
                            .isSameAs(context.getBean("workloadIdentityCredential"));
                    assertThat(identity.token(SCOPE).value()).isNotBlank();
                });
        assertThatExceptionOfType(IdentityClosedException.class)
                .isThrownBy(() -> closed.get().token(SCOPE));
    }

    @Test
    void anAgentIsABeanByItsName(LocalCluster cluster, LocalEntra entra) {
        LocalApplication blueprint = entra.tenant().registerBlueprint().trust(cluster);
        LocalApplication agent = blueprint.registerAgent();
        LocalApplication further = entra.tenant().registerBlueprint().trust(cluster);
        LocalApplication below = further.registerAgent();
        cluster.annotate(blueprint);
        in(cluster)
                .withPropertyValues(
                        "azure.workload-identity.agents.planner.id=" + agent.clientId(),
                        "azure.workload-identity.identities.second.client-id=" + further.clientId(),
                        "azure.workload-identity.agents.clerk.id=" + below.clientId(),
                        "azure.workload-identity.agents.clerk.blueprint=second")
                .run(context -> {
                    WorkloadIdentity main = context.getBean(WorkloadIdentity.class);
                    WorkloadIdentity planner = context.getBean("workloadIdentity-planner", WorkloadIdentity.class);
                    assertThat(main.clientId()).isEqualTo(blueprint.clientId());
                    assertThat(planner).isSameAs(main.agent(agent.clientId()));
                    assertThat(planner.token(SCOPE).value()).isNotBlank();
                    assertThat(context.getBean("workloadIdentityCredential-planner", WorkloadIdentityCredential.class)
                                    .identity())
                            .isSameAs(planner);
                    WorkloadIdentity clerk = context.getBean("workloadIdentity-clerk", WorkloadIdentity.class);
                    assertThat(clerk.blueprint())
                            .containsSame(context.getBean("workloadIdentity-second", WorkloadIdentity.class));
                    assertThat(clerk.token(SCOPE).value()).isNotBlank();
                    assertThat(context.getBean(TokenCredential.class))
                            .isSameAs(context.getBean("workloadIdentityCredential"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"agents.planner.id=no-guid", "agents.planner.id= ", "agents.planner.blueprint=none"})
    void anAgentThatCannotBeMeantStopsTheStart(String property, LocalCluster cluster) {
        in(cluster)
                .withPropertyValues("azure.workload-identity." + property)
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void anAgentAndAnIdentityOfOneNameStopTheStart(LocalCluster cluster) {
        String id = "11111111-2222-4333-8444-555555555555";
        in(cluster)
                .withPropertyValues(
                        "azure.workload-identity.identities.reports.client-id=" + id,
                        "azure.workload-identity.agents.reports.id=" + id)
                .run(context -> assertThat(context).getFailure().hasMessageContaining("Two identities"));
    }

    @Test
    void anIdentityWithoutAClientIdStopsTheStart(LocalCluster cluster) {
        in(cluster)
                .withPropertyValues("azure.workload-identity.identities.reports.client-id= ")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("azure.workload-identity.identities.reports.client-id"));
    }

    @Test
    void identitiesOfOneNameStopTheStart(LocalCluster cluster) {
        String id = "11111111-2222-4333-8444-555555555555";
        in(cluster)
                .withPropertyValues(
                        "azure.workload-identity.identities[dayReports].client-id=" + id,
                        "azure.workload-identity.identities[day-reports].client-id=" + id)
                .run(context -> assertThat(context).getFailure().hasMessageContaining("Two identities"));
    }

    private ApplicationContextRunner in(LocalCluster cluster) {
        return runner.withPropertyValues(pairs(cluster.environment()));
    }

    private static String[] pairs(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDefault {

        @Bean
        TokenCredential springCloudAzureDefaultCredential() {
            return context -> null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnIdentity {

        @Bean
        WorkloadIdentity mine() {
            return WorkloadIdentity.builder()
                    .clientId("11111111-2222-4333-8444-555555555555")
                    .tenantId("contoso.example")
                    .assertion(() -> "never asked")
                    .build();
        }
    }
}
