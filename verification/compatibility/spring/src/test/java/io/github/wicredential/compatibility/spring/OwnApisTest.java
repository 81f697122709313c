package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/** Calls to the application's own APIs, whose types of Spring's differ between the lines. */
class OwnApisTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String API = "azure.workload-identity.downstream.orders.";
    private static final String CLAIMS = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1\"}}}";

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private HttpServer api;

    @BeforeEach
    void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", this::answer);
        api.start();
    }

    @AfterEach
    void end() {
        api.stop(0);
    }

    @Test
    void restClientAndWebClientSendTheTokenAndAnswerAChallenge() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context =
                        pod.run(API + "scope=" + SCOPE, API + "allowed-hosts=localhost")) {
            WorkloadIdentity identity = context.getBean(WorkloadIdentity.class);
            RestClient rest = RestClient.builder()
                    .requestFactory(new SimpleClientHttpRequestFactory())
                    .requestInterceptor(
                            context.getBean("workloadIdentityInterceptor-orders", ClientHttpRequestInterceptor.class))
                    .build();
            assertThat(rest.post()
                            .uri(url("localhost"))
                            .body("an order")
                            .retrieve()
                            .toBodilessEntity()
                            .getStatusCode())
                    .isEqualTo(HttpStatus.OK);
            assertThat(authorizations).hasSize(2).doesNotHaveDuplicates().last().isEqualTo(token(identity));

            authorizations.clear();
            WebClient web = WebClient.builder()
                    .clientConnector(new JdkClientHttpConnector())
                    .filter(context.getBean("workloadIdentityFilter-orders", ExchangeFilterFunction.class))
                    .build();
            assertThat(web.post()
                            .uri(url("localhost"))
                            .bodyValue("an order")
                            .retrieve()
                            .toBodilessEntity()
                            .block()
                            .getStatusCode())
                    .isEqualTo(HttpStatus.OK);
            assertThat(authorizations).hasSize(2).doesNotHaveDuplicates().last().isEqualTo(token(identity));
            assertThat(pod.entra.tokenRequests())
                    .as("one, and one for each challenge")
                    .isEqualTo(3);

            authorizations.clear();
            rest.get().uri(url("127.0.0.1")).exchange((request, answer) -> answer.getStatusCode());
            assertThat(authorizations).as("a host that is not named").containsExactly("");
        }
    }

    private String url(String host) {
        return "http://" + host + ":" + api.getAddress().getPort() + "/";
    }

    private static String token(WorkloadIdentity identity) {
        return identity.token(TokenRequest.of(SCOPE).withCae(true)).authorizationHeader();
    }

    /** Refuses the first request, asking for claims, and takes another token. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            authorizations.add(authorization == null ? "" : authorization);
            String claims = Base64.getEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseHeaders()
                    .add("WWW-Authenticate", "Bearer error=\"insufficient_claims\", claims=\"" + claims + "\"");
            exchange.sendResponseHeaders(authorizations.size() == 1 ? 401 : 200, -1);
        }
    }
}
