package io.github.wicredential.examples.vault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.wicredential.examples.local.AcceptedToken;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TokenRefusedException;
import io.github.wicredential.examples.local.TrustedIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A vault with secrets, over TLS on a free port of the loopback address. Its certificate is also for the names of vaults
 * in the public cloud, below {@code vault.azure.net}.
 *
 * <p>A caller without a token that passes every check gets 401 with Key Vault's challenge. Whoever has one may read
 * every secret; who may read what is Azure's business, not this vault's. Thread-safe.
 */
public final class LocalVault implements AutoCloseable {

    /** The audience of tokens for Key Vault in the public cloud: {@value}. */
    public static final String AUDIENCE = "https://vault.azure.net";

    private static final String BEARER = "Bearer ";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final String challenge;
    private final TokenCheck check;
    private final HandshakeCertificates certificates;
    private final ExecutorService threads;
    private final HttpsServer server;
    private volatile @Nullable AcceptedToken lastAccepted;

    private LocalVault(TrustedIssuer issuer, InstantSource clock) {
        challenge = "Bearer authorization=\"" + issuer.authority() + issuer.tenantId() + "\", resource=\"" + AUDIENCE
                + "\"";
        check = new TokenCheck(issuer, AUDIENCE, clock);
        certificates = throwAwayCertificates();
        threads = Executors.newCachedThreadPool(LocalVault::daemon);
        try {
            server = HttpsServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("the vault cannot listen on the loopback address", e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.sslContext()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Opens a vault.
     *
     * @param issuer whose tokens it believes
     * @param clock by which it checks their times
     * @return an empty vault
     */
    public static LocalVault open(TrustedIssuer issuer, InstantSource clock) {
        return new LocalVault(issuer, clock);
    }

    /**
     * Puts a secret into the vault, or replaces it.
     *
     * @param name its name
     * @param value its value
     * @return this vault
     */
    public LocalVault put(String name, String value) {
        secrets.put(name, value);
        return this;
    }

    /**
     * Where the vault is.
     *
     * @return its https address, without a slash at the end
     */
    public URI url() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * What a client has to trust to speak with this vault.
     *
     * @return the vault's own certificate authority and TLS settings
     */
    public HandshakeCertificates certificates() {
        return certificates;
    }

    /**
     * How many times a secret was given out.
     *
     * @return the number since the start
     */
    public int reads() {
        return reads.get();
    }

    /**
     * The last token that passed every check.
     *
     * @return what the vault knows of it; empty before the first
     */
    public Optional<AcceptedToken> lastAccepted() {
        return Optional.ofNullable(lastAccepted);
    }

    /** Ends all connections. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization == null || !authorization.startsWith(BEARER)) {
                refuse(exchange, "The request has no bearer token");
                return;
            }
            try {
                lastAccepted = check.verify(authorization.substring(BEARER.length()));
            } catch (TokenRefusedException e) {
                refuse(exchange, String.valueOf(e.getMessage()));
                return;
            }
            giveSecret(exchange);
        }
    }

    private void giveSecret(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        String value = path.length >= 3 && path[1].equals("secrets") ? secrets.get(path[2]) : null;
        if (value == null || !exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 404, error("SecretNotFound", "There is no such secret in this vault"));
            return;
        }
        reads.incrementAndGet();
        answer(
                exchange,
                200,
                Map.of(
                        "value",
                        value,
                        "id",
                        url() + "/secrets/" + path[2] + "/1",
                        "attributes",
                        Map.of("enabled", true)));
    }

    private void refuse(HttpExchange exchange, String why) throws IOException {
        exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
        answer(exchange, 401, error("Unauthorized", why));
    }

    private void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, Object> error(String code, String message) {
        return Map.of("error", Map.of("code", code, "message", message));
    }

    private static HandshakeCertificates throwAwayCertificates() {
        HeldCertificate server = new HeldCertificate.Builder()
                .commonName("Local vault")
                .addSubjectAlternativeName("127.0.0.1")
                .addSubjectAlternativeName("*.vault.azure.net")
                .build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(server)
                .addTrustedCertificate(server.certificate())
                .build();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "local-vault");
        thread.setDaemon(true);
        return thread;
    }
}
