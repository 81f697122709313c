package io.github.wicredential.examples.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.wicredential.examples.local.AcceptedToken;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TokenRefusedException;
import io.github.wicredential.examples.local.TrustedIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * Stands in for a resource of Azure OpenAI: verifies the token, and answers a chat completion as its API is documented,
 * with words that were chosen beforehand.
 */
final class LocalModel implements AutoCloseable {

    static final String HOST = "shop.openai.azure.com";

    private final ObjectMapper json = new ObjectMapper();
    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName(HOST).build();
    private final List<AcceptedToken> callers = new CopyOnWriteArrayList<>();
    private final List<JsonNode> questions = new CopyOnWriteArrayList<>();
    private final TokenCheck check;
    private final HttpsServer server;

    LocalModel(TrustedIssuer issuer, String audience) throws IOException {
        check = new TokenCheck(issuer, audience, InstantSource.system());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext()));
        server.createContext("/openai/v1/chat/completions", this::chat);
        server.start();
    }

    String endpoint() {
        return "https://" + HOST + ":" + server.getAddress().getPort() + "/openai/v1";
    }

    X509Certificate certificate() {
        return certificate.certificate();
    }

    /** Whose tokens passed. */
    List<AcceptedToken> callers() {
        return List.copyOf(callers);
    }

    /** The bodies of their requests. */
    List<JsonNode> questions() {
        return List.copyOf(questions);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void chat(HttpExchange exchange) throws IOException {
        try (exchange) {
            String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            AcceptedToken caller;
            try {
                caller = check.verify(header.replaceFirst("^Bearer ", ""));
            } catch (TokenRefusedException e) {
                answer(exchange, 401, Map.of("error", Map.of("code", "401", "message", e.getMessage())));
                return;
            }
            callers.add(caller);
            questions.add(json.readTree(exchange.getRequestBody()));
            answer(exchange, 200, completion());
        }
    }

    private static Map<String, Object> completion() {
        Map<String, Object> message = Map.of("role", "assistant", "content", "Three orders are open.");
        return Map.of(
                "id",
                "chatcmpl-1",
                "object",
                "chat.completion",
                "created",
                1_750_000_000,
                "model",
                "gpt-4o-2024-08-06",
                "choices",
                List.of(Map.of("index", 0, "finish_reason", "stop", "message", message)),
                "usage",
                Map.of("prompt_tokens", 9, "completion_tokens", 5, "total_tokens", 14));
    }

    private void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
