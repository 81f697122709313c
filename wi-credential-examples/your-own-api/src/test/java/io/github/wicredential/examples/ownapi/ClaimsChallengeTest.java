package io.github.wicredential.examples.ownapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The OkHttp client answers a claims challenge with a new token, once. */
@WorkloadIdentityTest
class ClaimsChallengeTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String CLAIMS = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1604106651\"}}}";

    private final Tls tls = new Tls();

    // The hash codes of the headers: a failing test would print the headers themselves.
    private final List<Integer> shown = new CopyOnWriteArrayList<>();
    private HttpsServer api;

    @AfterEach
    void close() {
        api.stop(0);
    }

    @Test
    void aChallengeIsAnsweredWithANewToken(LocalCluster cluster, LocalEntra entra) throws Exception {
        try (LocalContainer program = call(cluster, 1)) {
            assertThat(program.awaitEnd(LONG)).contains("200 here you are");
        }

        assertThat(shown).hasSize(2).doesNotHaveDuplicates();
        assertThat(entra.requests()).hasSize(2);
        assertThat(entra.requests().get(0).claims()).contains("cp1").doesNotContain("nbf");
        assertThat(entra.requests().get(1).claims()).contains("cp1", "\"nbf\"", "1604106651");
    }

    @Test
    void anApiThatAlwaysChallengesIsNotAskedForEver(LocalCluster cluster, LocalEntra entra) throws Exception {
        try (LocalContainer program = call(cluster, Integer.MAX_VALUE)) {
            assertThat(program.awaitEnd(LONG)).contains("401 not with this token");
        }

        assertThat(shown).hasSize(2);
        assertThat(entra.tokenRequests()).isEqualTo(2);
    }

    private LocalContainer call(LocalCluster cluster, int challenges) throws IOException {
        api = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
        api.createContext("/", exchange -> answer(exchange, challenges));
        api.start();
        return LocalContainer.of(cluster, CallWithOkHttp.class)
                .trust(tls.certificate())
                .variable("API_URL", "https://localhost:" + api.getAddress().getPort() + "/")
                .variable("API_SCOPE", "https://graph.microsoft.com/.default")
                .start();
    }

    private void answer(HttpExchange exchange, int challenges) throws IOException {
        try (exchange) {
            shown.add(exchange.getRequestHeaders().getFirst("Authorization").hashCode());
            boolean challenged = shown.size() <= challenges;
            if (challenged) {
                String claims = Base64.getEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseHeaders()
                        .set(
                                "WWW-Authenticate",
                                "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"" + claims + "\"");
            }
            byte[] text = (challenged ? "not with this token" : "here you are").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(challenged ? 401 : 200, text.length);
            exchange.getResponseBody().write(text);
        }
    }
}
