package io.github.wicredential.spring.downstream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An API on loopback that keeps what it was sent: {@code /challenge} asks once for claims, {@code /never} always,
 * {@code /plain} refuses without claims, {@code /away} redirects to the other name of this host, all else is fine.
 */
final class TestApi implements AutoCloseable {

    static final String CLAIMS = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1700000000\"}}}";

    private final HttpServer server;
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    TestApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** By the name that is allowed in the tests. */
    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    /** By a name that is not. */
    String urlOfAnother(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The Authorization header of each request, empty where there was none. */
    List<String> authorizations() {
        return authorizations;
    }

    List<String> bodies() {
        return bodies;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            authorizations.add(authorization == null ? "" : authorization);
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            switch (exchange.getRequestURI().getPath()) {
                case "/challenge" -> {
                    boolean again = authorizations.size() > 1
                            && !authorizations.get(0).equals(authorization)
                            && !authorizations.get(0).isEmpty();
                    challenge(exchange, again ? 200 : 401);
                }
                case "/never" -> challenge(exchange, 401);
                case "/plain" -> {
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer error=\"invalid_token\"");
                    exchange.sendResponseHeaders(401, -1);
                }
                case "/away" -> {
                    exchange.getResponseHeaders().set("Location", urlOfAnother("/"));
                    exchange.sendResponseHeaders(302, -1);
                }
                default -> exchange.sendResponseHeaders(200, -1);
            }
        }
    }

    private static void challenge(HttpExchange exchange, int status) throws IOException {
        String claims = Base64.getEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
        exchange.getResponseHeaders()
                .add("WWW-Authenticate", "Bearer error=\"insufficient_claims\", claims=\"" + claims + "\"");
        exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
