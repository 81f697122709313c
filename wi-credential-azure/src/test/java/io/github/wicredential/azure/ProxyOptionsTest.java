package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.ProxyOptions;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

@WorkloadIdentityTest
@SuppressWarnings("deprecation")
class ProxyOptionsTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", this::answer);
        proxy.start();
    }

    @AfterEach
    void stop() {
        proxy.stop(0);
    }

    @Test
    void tokenRequestsGoThroughTheProxy(LocalCluster cluster, LocalEntra entra) {
        ProxyOptions options = new ProxyOptions(ProxyOptions.Type.HTTP, proxy.getAddress());

        assertThat(token(builder(cluster).proxyOptions(options))).isEqualTo("from-the-proxy");
        assertThat(asked)
                .isNotEmpty()
                .allSatisfy(address -> assertThat(address)
                        .startsWith(entra.authorityHost().toString().replaceAll("/$", "")));
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void theProxyIsBelowPoliciesToo(LocalCluster cluster) {
        ProxyOptions options = new ProxyOptions(ProxyOptions.Type.HTTP, proxy.getAddress());

        assertThat(token(builder(cluster).proxyOptions(options).addPolicy((context, next) -> next.process())))
                .isEqualTo("from-the-proxy");
    }

    @Test
    void aTunnelIsAskedForWithTheProxysLogin(LocalCluster cluster) throws Exception {
        try (ServerSocket tunnels = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> tunnel = CompletableFuture.supplyAsync(() -> refused(tunnels));
            ProxyOptions options = new ProxyOptions(
                            ProxyOptions.Type.HTTP, new InetSocketAddress("localhost", tunnels.getLocalPort()))
                    .setCredentials("u@ser", "p:ss w%rd");
            WorkloadIdentityCredential credential = builder(cluster)
                    .authorityHost("https://login.example.invalid")
                    .proxyOptions(options)
                    .build();

            Disposable running =
                    credential.getToken(TokenRequestContexts.vault()).subscribe(token -> {}, failure -> {});

            assertThat(tunnel.get(20, TimeUnit.SECONDS))
                    .startsWith("CONNECT login.example.invalid:443")
                    .contains("Proxy-Authorization: Basic "
                            + Base64.getEncoder().encodeToString("u@ser:p:ss w%rd".getBytes(StandardCharsets.UTF_8)));
            running.dispose();
        }
    }

    @Test
    void hostsWithoutProxyAreReachedDirectly(LocalCluster cluster, LocalEntra entra) {
        ProxyOptions options = new ProxyOptions(ProxyOptions.Type.HTTP, proxy.getAddress())
                .setNonProxyHosts("*.example.com|" + entra.authorityHost().getHost());

        assertThat(token(builder(cluster).proxyOptions(options))).isNotEqualTo("from-the-proxy");
        assertThat(asked).isEmpty();
    }

    @Test
    void theProxyWinsOverAClientAndAPipeline(LocalCluster cluster, LocalEntra entra) {
        ProxyOptions options = new ProxyOptions(ProxyOptions.Type.HTTP, proxy.getAddress());
        HttpClient client = new OkHttpAsyncHttpClientBuilder().build();

        assertThat(token(builder(cluster).proxyOptions(options).httpClient(client)))
                .isEqualTo("from-the-proxy");
        assertThat(token(builder(cluster)
                        .httpPipeline(
                                new HttpPipelineBuilder().httpClient(client).build())
                        .proxyOptions(options)))
                .isEqualTo("from-the-proxy");
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void withoutAProxyNothingChanges(LocalCluster cluster) {
        assertThat(token(builder(cluster).proxyOptions(null))).isNotEqualTo("from-the-proxy");
        assertThat(asked).isEmpty();
    }

    @Test
    void aLoginForSocksIsRefusedWithoutBeingShown(LocalCluster cluster) {
        ProxyOptions options =
                new ProxyOptions(ProxyOptions.Type.SOCKS5, proxy.getAddress()).setCredentials("user", "pa55word");

        assertThatThrownBy(() -> builder(cluster).proxyOptions(options).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SOCKS")
                .hasMessageNotContaining("pa55word");
    }

    private static String token(WorkloadIdentityCredentialBuilder builder) {
        return builder.build().getTokenSync(TokenRequestContexts.vault()).getToken();
    }

    private static WorkloadIdentityCredentialBuilder builder(LocalCluster cluster) {
        return new WorkloadIdentityCredentialBuilder().configuration(Configurations.of(cluster.environment()));
    }

    /** What the first one to connect asks for. */
    private static String refused(ServerSocket tunnels) {
        try (Socket connection = tunnels.accept()) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder request = new StringBuilder();
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                request.append(line).append('\n');
            }
            return request.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        asked.add(exchange.getRequestURI().toString());
        byte[] body = "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"from-the-proxy\"}"
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
