package io.github.wicredential.examples.ownapi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.wicredential.examples.ownapi.TokenVerifier.KeysUnavailableException;
import io.github.wicredential.examples.ownapi.TokenVerifier.RefusedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An API for callers with a verified token and an application role. Answers 401 and 403 as RFC 6750 says. */
public final class OrdersApi implements AutoCloseable {

    private static final String BEARER = "Bearer ";

    private final TokenVerifier verifier;
    private final String role;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final HttpsServer server;

    OrdersApi(TokenVerifier verifier, String role, int port, SSLContext tls) throws IOException {
        this.verifier = verifier;
        this.role = role;
        server = HttpsServer.create(new InetSocketAddress(port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/orders", this::orders);
        server.start();
    }

    /**
     * Serves until the process ends. The JVM's key store ({@code javax.net.ssl.keyStore}) has the server's certificate.
     *
     * @param args none
     * @throws IOException if it cannot listen
     * @throws NoSuchAlgorithmException if there is no TLS
     */
    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        TokenVerifier verifier = new TokenVerifier(
                Variables.get("TOKEN_ISSUER"),
                Variables.get("TOKEN_AUDIENCE"),
                URI.create(Variables.get("TOKEN_KEYS")));
        int port = Integer.parseInt(Variables.get("PORT"));
        OrdersApi api = new OrdersApi(verifier, Variables.get("REQUIRED_ROLE"), port, SSLContext.getDefault());
        System.out.println("listening on " + api.port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Ends all connections. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void orders(HttpExchange exchange) throws IOException {
        try (exchange) {
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            if (header == null || !header.startsWith(BEARER)) {
                refuse(exchange, 401, "", "no token");
            } else {
                answerTo(exchange, header.substring(BEARER.length()));
            }
        }
    }

    private void answerTo(HttpExchange exchange, String token) throws IOException {
        Caller caller;
        try {
            caller = verifier.verify(token);
        } catch (RefusedException e) {
            refuse(exchange, 401, " error=\"invalid_token\"", String.valueOf(e.getMessage()));
            return;
        } catch (KeysUnavailableException e) {
            // Not the caller's fault; it may come again.
            System.out.println("tokens cannot be verified: " + e.getMessage());
            answer(exchange, 503, "try again later");
            return;
        }
        if (!caller.roles().contains(role)) {
            refuse(exchange, 403, " error=\"insufficient_scope\"", "the application has no role " + role);
            return;
        }
        System.out.println("orders read by " + caller.applicationId());
        answer(exchange, 200, "three orders");
    }

    private static void refuse(HttpExchange exchange, int status, String error, String why) throws IOException {
        System.out.println("refused: " + why);
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer" + error);
        answer(exchange, status, why);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
