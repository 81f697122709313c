package io.github.wicredential.spring.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.Pods;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.DefaultResponseErrorHandler;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/** What each HTTP client sends to whom. */
@WorkloadIdentityTest
class DownstreamTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String API = "azure.workload-identity.downstream.orders.";

    private final TestApi api = api();
    private ApplicationContextRunner runner;

    @BeforeEach
    void configure(LocalCluster cluster) {
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DownstreamAutoConfiguration.class))
                .withConfiguration(Pods.autoConfiguration())
                .withPropertyValues(Pods.properties(cluster))
                .withPropertyValues(API + "scope=" + SCOPE, API + "allowed-hosts=localhost");
    }

    @AfterEach
    void end() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void sendsTheTokenToANamedHost(Client client) {
        runner.run(context -> {
            assertThat(client.post(context, api.url("/"), null)).isEqualTo(200);
            assertThat(api.authorizations()).containsExactly(token(context));
            assertThat(api.bodies()).containsExactly("an order");
        });
    }

    @ParameterizedTest
    @EnumSource
    void sendsNoTokenToAnotherHost(Client client, LocalEntra entra) {
        runner.run(context -> {
            assertThat(client.post(context, api.urlOfAnother("/never"), null)).isEqualTo(401);
            assertThat(api.authorizations()).containsExactly("");
        });
        assertThat(entra.tokenRequests()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void leavesAnAuthorizationOfTheRequestAlone(Client client, LocalEntra entra) {
        runner.run(context -> {
            assertThat(client.post(context, api.url("/never"), "Basic eA==")).isEqualTo(401);
            assertThat(api.authorizations()).containsExactly("Basic eA==");
        });
        assertThat(entra.tokenRequests()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void answersAClaimsChallengeWithANewTokenForTheSameRequest(Client client, LocalEntra entra) {
        runner.run(context -> {
            assertThat(client.post(context, api.url("/challenge"), null)).isEqualTo(200);
            assertThat(api.authorizations())
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .last()
                    .isEqualTo(token(context));
            assertThat(api.bodies()).containsExactly("an order", "an order");
        });
        assertThat(entra.requests())
                .extracting(request -> request.claims())
                .hasSize(2)
                .last()
                .asString()
                .contains("1700000000", "cp1");
    }

    @ParameterizedTest
    @EnumSource
    void answersOneChallengeOnly(Client client, LocalEntra entra) {
        runner.run(context ->
                assertThat(client.post(context, api.url("/never"), null)).isEqualTo(401));
        assertThat(api.authorizations()).hasSize(2);
        assertThat(entra.tokenRequests()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void returnsAnyOther401(Client client) {
        runner.run(context ->
                assertThat(client.post(context, api.url("/plain"), null)).isEqualTo(401));
        assertThat(api.authorizations()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void sendsNoTokenAlongARedirectToAnotherHost(Client client) {
        runner.run(context -> {
            assertThat(client.get(context, api.url("/away"))).isIn(200, 302);
            assertThat(api.authorizations().subList(1, api.authorizations().size()))
                    .allMatch(String::isEmpty);
        });
        assertThat(api.authorizations()).first().asString().startsWith("Bearer ");
    }

    @ParameterizedTest
    @EnumSource(names = {"REST_CLIENT", "WEB_CLIENT"})
    void saysWhyThereIsNoToken(Client client, LocalApplication application) {
        runner.run(context -> {
            application.setEnabled(false);
            assertThatExceptionOfType(Exception.class)
                    .isThrownBy(() -> client.post(context, api.url("/"), null))
                    .satisfies(e -> assertThat(e instanceof TokenExchangeException
                                    || e.getCause() instanceof TokenExchangeException)
                            .as(e.toString())
                            .isTrue());
        });
        assertThat(api.authorizations()).isEmpty();
    }

    @Test
    void aRequestThatIsSentAgainGetsTheTokenThatIsValidThen() {
        runner.run(context -> {
            ClientHttpRequestInterceptor interceptor = Client.interceptor(context);
            ClientHttpRequestInterceptor twice = (request, body, execution) -> {
                interceptor.intercept(request, body, execution).close();
                context.getBean(WorkloadIdentity.class)
                        .token(TokenRequest.of(SCOPE).withCae(true).withClaims(TestApi.CLAIMS));
                return interceptor.intercept(request, body, execution);
            };
            RestClient.builder()
                    .requestInterceptor(twice)
                    .build()
                    .get()
                    .uri(api.url("/"))
                    .retrieve()
                    .toBodilessEntity();
            assertThat(api.authorizations())
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .last()
                    .isEqualTo(token(context));
        });
    }

    private String token(ApplicationContext context) {
        return context.getBean(WorkloadIdentity.class)
                .token(TokenRequest.of(SCOPE).withCae(true))
                .authorizationHeader();
    }

    private static TestApi api() {
        try {
            return new TestApi();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    enum Client {
        REST_CLIENT {
            @Override
            int send(ApplicationContext context, HttpMethod method, String url, String authorization) {
                RestClient client = RestClient.builder()
                        .requestFactory(new SimpleClientHttpRequestFactory())
                        .requestInterceptor(interceptor(context))
                        .defaultStatusHandler(HttpStatusCode::isError, (request, answer) -> {})
                        .build();
                RestClient.RequestBodySpec request = client.method(method).uri(url);
                if (authorization != null) {
                    request.header("Authorization", authorization);
                }
                if (method.equals(HttpMethod.POST)) {
                    request.body("an order");
                }
                return request.retrieve().toBodilessEntity().getStatusCode().value();
            }
        },
        REST_TEMPLATE {
            @Override
            int send(ApplicationContext context, HttpMethod method, String url, String authorization) {
                RestTemplate template = new RestTemplate(new JdkClientHttpRequestFactory());
                template.setInterceptors(List.of(interceptor(context)));
                template.setErrorHandler(new DefaultResponseErrorHandler() {
                    @Override
                    public boolean hasError(HttpStatusCode status) {
                        return false;
                    }
                });
                return template.execute(
                        url,
                        method,
                        request -> {
                            if (authorization != null) {
                                request.getHeaders().set("Authorization", authorization);
                            }
                            if (method.equals(HttpMethod.POST)) {
                                request.getBody().write("an order".getBytes(StandardCharsets.UTF_8));
                            }
                        },
                        answer -> answer.getStatusCode().value());
            }
        },
        WEB_CLIENT {
            @Override
            int send(ApplicationContext context, HttpMethod method, String url, String authorization) {
                WebClient.RequestBodySpec request = WebClient.builder()
                        .clientConnector(new JdkClientHttpConnector())
                        .filter(context.getBean("workloadIdentityFilter-orders", ExchangeFilterFunction.class))
                        .build()
                        .method(method)
                        .uri(url);
                if (authorization != null) {
                    request.header("Authorization", authorization);
                }
                if (method.equals(HttpMethod.POST)) {
                    request.bodyValue("an order");
                }
                return request.exchangeToMono(answer -> answer.releaseBody()
                                .thenReturn(answer.statusCode().value()))
                        .block(Duration.ofSeconds(20));
            }
        },
        OK_HTTP {
            @Override
            int send(ApplicationContext context, HttpMethod method, String url, String authorization)
                    throws IOException {
                OkHttpClient client = new OkHttpClient.Builder()
                        .addInterceptor(
                                context.getBean("workloadIdentityOkHttpInterceptor-orders", okhttp3.Interceptor.class))
                        .build();
                Request.Builder request = new Request.Builder().url(url);
                if (authorization != null) {
                    request.header("Authorization", authorization);
                }
                if (method.equals(HttpMethod.POST)) {
                    request.post(RequestBody.create("an order", null));
                }
                try (Response answer = client.newCall(request.build()).execute()) {
                    return answer.code();
                }
            }
        };

        abstract int send(ApplicationContext context, HttpMethod method, String url, String authorization)
                throws IOException;

        int post(ApplicationContext context, String url, String authorization) throws IOException {
            return send(context, HttpMethod.POST, url, authorization);
        }

        int get(ApplicationContext context, String url) throws IOException {
            return send(context, HttpMethod.GET, url, null);
        }

        static ClientHttpRequestInterceptor interceptor(ApplicationContext context) {
            return context.getBean("workloadIdentityInterceptor-orders", ClientHttpRequestInterceptor.class);
        }
    }
}
