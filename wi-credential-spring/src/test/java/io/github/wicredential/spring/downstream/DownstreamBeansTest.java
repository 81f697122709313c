package io.github.wicredential.spring.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.okhttp.BearerTokenInterceptor;
import io.github.wicredential.spring.Pods;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.core.publisher.Mono;

/** Which beans there are, for whom, and what stops the start. */
@WorkloadIdentityTest
class DownstreamBeansTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String PREFIX = "azure.workload-identity.downstream.";

    private ApplicationContextRunner runner;

    @BeforeEach
    void configure(LocalCluster cluster) {
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DownstreamAutoConfiguration.class))
                .withConfiguration(Pods.autoConfiguration())
                .withPropertyValues(Pods.properties(cluster));
    }

    @Test
    void eachApiHasItsBeansAndNobodyGetsThemByTypeAlone() {
        runner.withPropertyValues(
                        PREFIX + "orders.scope=" + SCOPE,
                        PREFIX + "orders.allowed-hosts=orders.example",
                        PREFIX + "Stock.scope=" + SCOPE,
                        PREFIX + "Stock.allowed-hosts=stock.example")
                .withUserConfiguration(Asking.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeanNamesForType(ClientHttpRequestInterceptor.class))
                            .containsExactlyInAnyOrder(
                                    "workloadIdentityInterceptor-orders", "workloadIdentityInterceptor-Stock");
                    assertThat(context.getBeanNamesForType(ExchangeFilterFunction.class))
                            .containsExactlyInAnyOrder("workloadIdentityFilter-orders", "workloadIdentityFilter-Stock");
                    assertThat(context.getBeanNamesForType(BearerTokenInterceptor.class))
                            .containsExactlyInAnyOrder(
                                    "workloadIdentityOkHttpInterceptor-orders",
                                    "workloadIdentityOkHttpInterceptor-Stock");
                    Asked asked = context.getBean(Asked.class);
                    assertThat(asked.collected()).isEmpty();
                    assertThat(asked.named()).isSameAs(context.getBean("workloadIdentityInterceptor-orders"));
                });
    }

    @Test
    void aBeanOfTheApplicationsOwnComesFirst() {
        runner.withPropertyValues(
                        PREFIX + "orders.scope=" + SCOPE,
                        PREFIX + "orders.allowed-hosts=orders.example",
                        "spring.main.allow-bean-definition-overriding=false")
                .withUserConfiguration(Own.class)
                .run(context -> assertThat(context.getBean("workloadIdentityFilter-orders"))
                        .isNotInstanceOf(WebClientFilter.class));
    }

    @Test
    void withoutSpringsClientsThereIsTheOneForOkHttp() {
        runner.withPropertyValues(PREFIX + "orders.scope=" + SCOPE, PREFIX + "orders.allowed-hosts=orders.example")
                .withClassLoader(new FilteredClassLoader("org.springframework.http", "org.springframework.web"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(BearerTokenInterceptor.class)
                        .doesNotHaveBean("workloadIdentityInterceptor-orders")
                        .doesNotHaveBean("workloadIdentityFilter-orders"));
    }

    @Test
    void withoutOkHttpThereAreSpringsOnly() {
        runner.withPropertyValues(PREFIX + "orders.scope=" + SCOPE, PREFIX + "orders.allowed-hosts=orders.example")
                .withClassLoader(new FilteredClassLoader("okhttp3"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean("workloadIdentityInterceptor-orders")
                        .doesNotHaveBean("workloadIdentityOkHttpInterceptor-orders"));
    }

    @Test
    void withoutAnIdentityThereIsNothing() {
        runner.withPropertyValues("azure.workload-identity.enabled=false", PREFIX + "orders.scope=" + SCOPE)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BearerTokenInterceptor.class));
    }

    @Test
    void anApiMayBeCalledAsAnotherIdentity(LocalCluster cluster, LocalEntra entra) throws Exception {
        LocalApplication reports = entra.registerApplication().trust(cluster);
        try (TestApi api = new TestApi()) {
            runner.withPropertyValues(
                            "azure.workload-identity.identities.reports.client-id=" + reports.clientId(),
                            PREFIX + "orders.scope=" + SCOPE,
                            PREFIX + "orders.allowed-hosts=localhost",
                            PREFIX + "orders.identity=reports")
                    .run(context -> {
                        DownstreamTest.Client.REST_CLIENT.post(context, api.url("/"), null);
                        assertThat(api.authorizations())
                                .containsExactly(context.getBean("workloadIdentity-reports", WorkloadIdentity.class)
                                        .token(TokenRequest.of(SCOPE).withCae(true))
                                        .authorizationHeader());
                    });
        }
        assertThat(entra.requests()).extracting(request -> request.clientId()).containsExactly(reports.clientId());
    }

    @Test
    void theFilterDoesNotBlockWhoeverSubscribes() throws Exception {
        CountDownLatch entra = new CountDownLatch(1);
        TokenTransport slow = form -> {
            try {
                assertThat(entra.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return TokenTransport.Response.of(200, Map.of(), "{\"access_token\":\"t\",\"expires_in\":3600}");
        };
        runner.withPropertyValues(PREFIX + "orders.scope=" + SCOPE, PREFIX + "orders.allowed-hosts=orders.example")
                .withBean(
                        "slow",
                        WorkloadIdentity.class,
                        () -> WorkloadIdentity.builder()
                                .environment(name -> null)
                                .clientId("client")
                                .tenantId("tenant")
                                .assertion(() -> "e30.e30.c2ln")
                                .transport(slow)
                                .build())
                .run(context -> {
                    ClientRequest request = ClientRequest.create(HttpMethod.GET, URI.create("https://orders.example/"))
                            .build();
                    CompletableFuture<ClientRequest> sent = new CompletableFuture<>();
                    Mono<ClientResponse> answer = context.getBean(
                                    "workloadIdentityFilter-orders", ExchangeFilterFunction.class)
                            .filter(request, toSend -> {
                                sent.complete(toSend);
                                return Mono.just(
                                        ClientResponse.create(HttpStatus.OK).build());
                            });
                    CompletableFuture<ClientResponse> done = answer.toFuture();
                    assertThat(done)
                            .as("subscribed, and Entra has not answered")
                            .isNotDone();
                    entra.countDown();
                    assertThat(done).succeedsWithin(Duration.ofSeconds(20));
                    assertThat(sent.join().headers().getFirst("Authorization")).isEqualTo("Bearer t");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scope= ;allowed-hosts=orders.example | has no scope | orders.scope",
                "allowed-hosts=orders.example | has no scope | orders.scope",
                "scope=api://orders/.default | no hosts | orders.allowed-hosts",
                "scope=api://orders/.default;allowed-hosts= , | no hosts | orders.allowed-hosts",
                "scope=api://orders;allowed-hosts=orders.example | .default | orders.scope",
                "scope=api://orders/.default;allowed-hosts=https://orders.example | without scheme | allowed-hosts",
                "scope=api://orders/.default;allowed-hosts=orders.example/v1 | without scheme, port and path | allowed-",
                "scope=api://orders/.default;allowed-hosts=orders.example:443 | without scheme, port and path | allowed",
                "scope=api://orders/.default;allowed-hosts=* | *.suffix with a suffix of two parts | allowed-hosts",
                "scope=api://orders/.default;allowed-hosts=*.com | *.suffix with a suffix of two parts | allowed-hosts",
                "scope=api://orders/.default;allowed-hosts=a;identity=reports | no identity | identities.reports.client"
            })
    void whatCannotBeMeantStopsTheStart(String settings, String description, String action) {
        String[] properties = Arrays.stream(settings.split(";"))
                .map(setting -> PREFIX + "orders." + setting)
                .toArray(String[]::new);
        runner.withPropertyValues(properties)
                .withPropertyValues("spring.main.lazy-initialization=true")
                .run(context -> {
                    FailureAnalysis analysis =
                            new InvalidDownstreamException.Analyzer().analyze(context.getStartupFailure());
                    assertThat(analysis).isNotNull();
                    assertThat(analysis.getDescription()).contains("The API 'orders'", description);
                    assertThat(analysis.getAction()).contains(action);
                });
    }

    record Asked(List<ClientHttpRequestInterceptor> collected, ClientHttpRequestInterceptor named) {}

    @Configuration(proxyBeanMethods = false)
    static class Asking {

        @Bean
        Asked asked(
                ObjectProvider<ClientHttpRequestInterceptor> all,
                @Qualifier("workloadIdentityInterceptor-orders") ClientHttpRequestInterceptor named) {
            return new Asked(all.stream().toList(), named);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean("workloadIdentityFilter-orders")
        ExchangeFilterFunction own() {
            return (request, next) -> next.exchange(request);
        }
    }
}
