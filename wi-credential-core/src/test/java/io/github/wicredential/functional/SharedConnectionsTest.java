package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.wicredential.WorkloadIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One identity or many: connections stay few. */
@Timeout(60)
class SharedConnectionsTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String JWT = part("{\"alg\":\"RS256\"}") + "." + part("{\"sub\":\"pod\"}") + ".c2ln";
    private static final int WORKERS = 64;

    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService serving = Executors.newCachedThreadPool();
    private HttpServer authority;

    @BeforeEach
    void serve() throws Exception {
        authority = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        authority.setExecutor(serving);
        authority.createContext("/", exchange -> {
            connections.add(exchange.getRemoteAddress());
            exchange.getRequestBody().readAllBytes();
            byte[] answer = "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"t\"}"
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        authority.start();
    }

    @AfterEach
    void stop() {
        authority.stop(0);
        serving.shutdownNow();
    }

    @Test
    void anIdentityForEachRequestOpensNoConnectionForEach() {
        for (int i = 0; i < 300; i++) {
            try (WorkloadIdentity identity = identity()) {
                assertThat(identity.token(SCOPE).value()).isEqualTo("t");
            }
        }

        // Not exactly one: a client that nobody holds may be collected in between.
        assertThat(connections.size()).isLessThan(30);
    }

    @Test
    void identitiesThatStayShareTheirConnections() {
        List<WorkloadIdentity> identities = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            WorkloadIdentity identity = identity();
            identities.add(identity);
            assertThat(identity.token(SCOPE).value()).isEqualTo("t");
        }

        assertThat(connections.size()).isLessThan(10);
        identities.forEach(WorkloadIdentity::close);
    }

    @Test
    void manyAtATimeNeedNoMoreConnectionsThanThereAreWorkers() throws Exception {
        List<WorkloadIdentity> identities =
                IntStream.range(0, 1_000).mapToObj(i -> identity()).toList();

        CompletableFuture.allOf(identities.stream()
                        .map(identity -> identity.tokenAsync(SCOPE))
                        .toArray(CompletableFuture<?>[]::new))
                .get(50, TimeUnit.SECONDS);

        assertThat(connections.size()).isLessThan(2 * WORKERS);
        identities.forEach(WorkloadIdentity::close);
    }

    private WorkloadIdentity identity() {
        return WorkloadIdentity.builder()
                .environment(Map.<String, String>of()::get)
                .clientId("client")
                .tenantId("tenant")
                .authorityHost("http://127.0.0.1:" + authority.getAddress().getPort())
                .assertion(() -> JWT)
                .build();
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
