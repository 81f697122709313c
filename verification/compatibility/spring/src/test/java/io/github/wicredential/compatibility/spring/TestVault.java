package io.github.wicredential.compatibility.spring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.thirdparty.nimbusds.jose.JWSAlgorithm;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.JWKSet;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.github.wicredential.thirdparty.nimbusds.jose.proc.JWSVerificationKeySelector;
import io.github.wicredential.thirdparty.nimbusds.jose.proc.SecurityContext;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import io.github.wicredential.thirdparty.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import io.github.wicredential.thirdparty.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.wicredential.thirdparty.okhttp3.tls.HandshakeCertificates;
import io.github.wicredential.thirdparty.okhttp3.tls.HeldCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A vault of one secret, over TLS: challenges as Key Vault does, and gives the secret for an access token of the local
 * Entra whose signature, issuer, audience and times are right.
 */
final class TestVault implements AutoCloseable {

    static final String SECRET = "db-password";
    static final String VALUE = "from-the-vault";

    private static final HeldCertificate CERTIFICATE = trusted();

    private final LocalEntra entra;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> callers = new CopyOnWriteArrayList<>();

    private TestVault(LocalEntra entra) throws IOException {
        this.entra = entra;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(CERTIFICATE)
                .build()
                .sslContext()));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static TestVault start(LocalEntra entra) throws IOException {
        return new TestVault(entra);
    }

    String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The client ids for which something was read. */
    List<String> callers() {
        return callers;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization == null) {
                exchange.getResponseHeaders()
                        .set(
                                "WWW-Authenticate",
                                "Bearer authorization=\"" + entra.authorityHost() + entra.tenantId()
                                        + "\", resource=\"https://vault.azure.net\"");
                send(exchange, 401, "{\"error\":{\"code\":\"Unauthorized\"}}");
                return;
            }
            try {
                callers.add(caller(authorization.substring("Bearer ".length())));
            } catch (Exception e) {
                send(exchange, 403, "{\"error\":{\"code\":\"Forbidden\"}}");
                return;
            }
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            String item = "\"id\":\"" + url() + "/secrets/" + SECRET + "\",\"attributes\":{\"enabled\":true}";
            if (path.length > 2 && path[2].equals(SECRET)) {
                send(exchange, 200, "{\"value\":\"" + VALUE + "\"," + item + "}");
            } else if (path.length == 2 || path[2].isEmpty()) {
                send(exchange, 200, "{\"value\":[{" + item + "}]}");
            } else {
                send(exchange, 404, "{\"error\":{\"code\":\"SecretNotFound\"}}");
            }
        }
    }

    private String caller(String token) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.RS256,
                new ImmutableJWKSet<>(JWKSet.load(entra.jwksUri().toURL()))));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                "https://vault.azure.net",
                new JWTClaimsSet.Builder()
                        .issuer("https://sts.windows.net/" + entra.tenantId() + "/")
                        .build(),
                Set.of("exp", "nbf", "appid")));
        return processor.process(token, null).getStringClaim("appid");
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    // The property source's client has nowhere to put a trust store but the JVM's own.
    private static HeldCertificate trusted() {
        HeldCertificate made = new HeldCertificate.Builder()
                .commonName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("vault", made.certificate());
            Path file = Files.createTempFile("trust", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, "changeit".toCharArray());
            }
            System.setProperty("javax.net.ssl.trustStore", file.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
            System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
            return made;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
