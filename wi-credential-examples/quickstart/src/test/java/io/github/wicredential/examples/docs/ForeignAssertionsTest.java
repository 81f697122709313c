package io.github.wicredential.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionSource;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of docs/how-to/other-issuers.md: each source is asked as its service demands, and Entra grants its token. */
@WorkloadIdentityTest
class ForeignAssertionsTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String AUDIENCE = "audience=api%3A%2F%2FAzureADTokenExchange";

    private HttpServer server;
    private LocalCluster cluster;
    private LocalEntra entra;

    @BeforeEach
    void start(LocalCluster cluster, LocalEntra entra) throws IOException {
        this.cluster = cluster;
        this.entra = entra;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aForgesToken() {
        serve(
                "/token",
                "api-version=2.0&" + AUDIENCE,
                "Authorization",
                "Bearer secret",
                "{\"value\":\"%s\",\"count\":1}");
        assertGranted(ForeignAssertions.gitHub(Map.of(
                "ACTIONS_ID_TOKEN_REQUEST_URL",
                root() + "/token?api-version=2.0",
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
                "secret")));
    }

    @Test
    void googlesToken() {
        serve(
                "/computeMetadata/v1/instance/service-accounts/default/identity",
                AUDIENCE,
                "Metadata-Flavor",
                "Google",
                "%s");
        assertGranted(ForeignAssertions.google(root()));
    }

    @Test
    void theTokenOfACommand(@TempDir Path directory) throws IOException {
        Path answer =
                Files.writeString(directory.resolve("answer"), cluster.mint().serialize() + "\n");
        assertGranted(ForeignAssertions.command(List.of("cat", answer.toString())));

        assertFails(ForeignAssertions.command(
                List.of("cat", directory.resolve("missing").toString())));
    }

    @Test
    void theFileOfASpiffeHelper(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("jwt_svid.token"), cluster.mint().serialize());
        try (WorkloadIdentity identity = builder().tokenFile(file).build()) {
            assertThat(identity.token(SCOPE).value()).isNotBlank();
        }
    }

    @Test
    void aServerThatRefusesIsNoAssertion() {
        assertFails(ForeignAssertions.google(root()));
    }

    private void assertGranted(AssertionSource source) {
        try (WorkloadIdentity identity = builder().assertion(source).build()) {
            assertThat(identity.token(SCOPE).value()).isNotBlank();
        }
        assertThat(entra.granted()).isPositive();
    }

    private void assertFails(AssertionSource source) {
        try (WorkloadIdentity identity = builder().assertion(source).build()) {
            assertThatThrownBy(() -> identity.token(SCOPE)).isInstanceOf(AssertionException.class);
        }
    }

    private WorkloadIdentityBuilder builder() {
        Map<String, String> variables = cluster.environment();
        return WorkloadIdentity.builder()
                .clientId(variables.get("AZURE_CLIENT_ID"))
                .tenantId(variables.get("AZURE_TENANT_ID"))
                .authorityHost(variables.get("AZURE_AUTHORITY_HOST"))
                .environment(name -> null);
    }

    private String root() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(String path, String query, String header, String value, String form) {
        server.createContext(path, exchange -> {
            boolean right = query.equals(exchange.getRequestURI().getRawQuery())
                    && value.equals(exchange.getRequestHeaders().getFirst(header));
            byte[] body = form.formatted(cluster.mint().serialize()).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(right ? 200 : 400, right ? body.length : -1);
            if (right) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
    }
}
