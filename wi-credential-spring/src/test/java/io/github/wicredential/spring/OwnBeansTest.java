package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Mono;

/** Whatever an application defines itself comes first by type, and nothing of ours stops its start. */
@WorkloadIdentityTest
class OwnBeansTest {

    private static final String DEFAULT = "springCloudAzureDefaultCredential";
    private static final String NAMED =
            "azure.workload-identity.identities.reports.client-id=" + "11111111-2222-4333-8444-555555555555";

    private ApplicationContextRunner runner;

    @BeforeEach
    void inAPod(LocalCluster cluster) {
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        WorkloadIdentityAutoConfiguration.class,
                        ours("jdbc.JdbcHooksAutoConfiguration"),
                        ours("actuator.Boot3HealthAutoConfiguration"),
                        ours("actuator.EndpointAutoConfiguration"),
                        ours("actuator.ObservationAutoConfiguration"),
                        ours("downstream.DownstreamAutoConfiguration"),
                        ours("security.ClientAssertionAutoConfiguration")))
                .withPropertyValues(Pods.properties(cluster))
                .withPropertyValues(
                        "azure.workload-identity.oauth2-client.enabled=true",
                        "management.endpoints.web.exposure.include=azureworkloadidentity");
    }

    @Test
    void aCredentialOfAnyNameIsTheOneByTypeAndOursIsFoundByName() {
        runner.withUserConfiguration(OwnCredential.class, Injects.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Injected.class).credential())
                    .isSameAs(context.getBean("mine"))
                    .isSameAs(context.getBean(TokenCredential.class));
            assertThat(context.getBean(DEFAULT))
                    .isInstanceOf(WorkloadIdentityCredential.class)
                    .isSameAs(context.getBean("workloadIdentityCredential"));
        });
    }

    @Test
    void aCredentialUnderSpringCloudAzuresNameIsTheOneByTypeAsWell() {
        runner.withUserConfiguration(OwnDefault.class, Injects.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Injected.class).credential()).isSameAs(context.getBean(DEFAULT));
            assertThat(context.getBean("workloadIdentityCredential")).isInstanceOf(WorkloadIdentityCredential.class);
        });
    }

    @Test
    void aCredentialOfOursTypeIsTheOneByTypeAsWell() {
        runner.withUserConfiguration(OwnWorkloadCredential.class, Injects.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(WorkloadIdentityCredential.class)).isSameAs(context.getBean("mine"));
            assertThat(context.getBean(Injected.class).credential()).isSameAs(context.getBean("mine"));
        });
    }

    @Test
    void withFurtherIdentitiesTheUsersCredentialIsTheOneByTypeAndWithoutItTheMainOne() {
        ApplicationContextRunner several =
                runner.withPropertyValues(NAMED).withUserConfiguration(Injects.class, OnCredential.class);
        several.run(context -> assertThat(context.getBean(Injected.class).credential())
                .isSameAs(context.getBean("workloadIdentityCredential"))
                .isSameAs(context.getBean(TokenCredential.class)));
        several.withUserConfiguration(OwnCredential.class)
                .run(context -> assertThat(context.getBean(Injected.class).credential())
                        .isSameAs(context.getBean("mine"))
                        .isSameAs(context.getBean(TokenCredential.class)));
    }

    @Test
    void twoIdentitiesOfTheUsersStartAndNoneIsTakenForTheMainOne() {
        runner.withUserConfiguration(TwoIdentities.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBeansOfType(WorkloadIdentity.class)).containsOnlyKeys("one", "two");
            assertThat(context).doesNotHaveBean(TokenCredential.class);
            assertThat(context.getBeanNamesForType(OAuth2AuthorizedClientProvider.class))
                    .isEmpty();
        });
    }

    @Test
    void anApiOfTheMainIdentityIsExplainedWhereThereAreTwo() {
        runner.withUserConfiguration(TwoIdentities.class)
                .withPropertyValues(
                        "azure.workload-identity.downstream.orders.scope=api://orders/.default",
                        "azure.workload-identity.downstream.orders.allowed-hosts=orders.example.com")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("the application has several: [one, two]"));
    }

    @Test
    void aProviderOfTheUsersIsTheOneByType() {
        runner.withUserConfiguration(OwnProvider.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(OAuth2AuthorizedClientProvider.class)).isSameAs(context.getBean("own"));
            assertThat(context).hasBean("workloadIdentityAuthorizedClientProvider");
        });
    }

    @Test
    void twoRegistriesOfObservationsStart() {
        runner.withUserConfiguration(TwoRegistries.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static Class<?> ours(String name) {
        return ClassUtils.resolveClassName(
                "io.github.wicredential.spring." + name, OwnBeansTest.class.getClassLoader());
    }

    private record Injected(TokenCredential credential) {}

    private static final class Own implements TokenCredential {

        @Override
        public Mono<AccessToken> getToken(TokenRequestContext context) {
            return Mono.empty();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Injects {

        @Bean
        Injected injected(TokenCredential someCredential) {
            return new Injected(someCredential);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OnCredential {

        @Bean
        @ConditionalOnSingleCandidate(TokenCredential.class)
        String decided() {
            return "decided";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnCredential {

        @Bean
        TokenCredential mine() {
            return new Own();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDefault {

        @Bean(DEFAULT)
        TokenCredential mine() {
            return new Own();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnWorkloadCredential {

        @Bean
        WorkloadIdentityCredential mine(WorkloadIdentity identity) {
            return WorkloadIdentityCredential.of(identity);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoIdentities {

        @Bean
        WorkloadIdentity one() {
            return identity("11111111-2222-4333-8444-555555555555");
        }

        @Bean
        WorkloadIdentity two() {
            return identity("22222222-2222-4333-8444-555555555555");
        }

        private static WorkloadIdentity identity(String clientId) {
            return WorkloadIdentity.builder()
                    .clientId(clientId)
                    .tenantId("contoso.example")
                    .assertion(() -> "never asked")
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnProvider {

        @Bean
        OAuth2AuthorizedClientProvider own() {
            return context -> null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoRegistries {

        @Bean
        ObservationRegistry first() {
            return ObservationRegistry.create();
        }

        @Bean
        ObservationRegistry second() {
            return ObservationRegistry.create();
        }
    }
}
