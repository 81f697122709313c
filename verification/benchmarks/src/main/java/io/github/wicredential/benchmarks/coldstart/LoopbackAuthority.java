package io.github.wicredential.benchmarks.coldstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.wicredential.benchmarks.subject.Authority;
import io.github.wicredential.benchmarks.subject.Authority.Terms;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * An authority with TLS on an address of the loopback network, at port 443.
 *
 * <p>At another port MSAL4J, and azure-identity with it, does not find its own tokens again: it keeps them under host and
 * port and looks for them under the host.
 */
final class LoopbackAuthority implements AutoCloseable {

    /** The trust store's password. */
    static final String PASSWORD = "changeit";

    private static final String ADDRESS = "127.77.0.1";

    /** The port at which every library works. */
    static final int PORT = 443;

    private final HttpsServer server;
    private final Path trustStore;

    private LoopbackAuthority(HttpsServer server, Path trustStore) {
        this.server = server;
        this.trustStore = trustStore;
    }

    /**
     * Binds a port.
     *
     * @param port the port, or 0 for any
     * @throws IOException if this user may not, or the address does not exist here
     */
    static LoopbackAuthority start(int port) throws IOException {
        // As Entra's are.
        HeldCertificate root =
                new HeldCertificate.Builder().rsa2048().certificateAuthority(0).build();
        HeldCertificate own = new HeldCertificate.Builder()
                .rsa2048()
                .addSubjectAlternativeName(ADDRESS)
                .signedBy(root)
                .build();
        HandshakeCertificates tls = new HandshakeCertificates.Builder()
                .heldCertificate(own, root.certificate())
                .build();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName(ADDRESS), port), 0);
        SSLContext context = tls.sslContext();
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        Authority answers = new Authority(Terms.lasting());
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
        return new LoopbackAuthority(server, trust(root));
    }

    String host() {
        int port = server.getAddress().getPort();
        return "https://" + ADDRESS + (port == PORT ? "" : ":" + port);
    }

    Path trustStore() {
        return trustStore;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, Authority answers) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Authority.Answer answer = answers.answer(Duration.ZERO);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Path trust(HeldCertificate root) throws IOException {
        Path file = Files.createTempFile("trust", ".p12");
        file.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", root.certificate());
            store.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return file;
    }
}
