package io.github.wicredential.internal.binding;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.github.wicredential.thirdparty.okhttp3.tls.HeldCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** A token proxy on loopback, with real TLS: notes what it is asked, and can change its certificate while it runs. */
public final class TokenProxyServer implements AutoCloseable {

    /** The token that a proxy gives out; must never show up in a message. */
    public static final String TOKEN = "access-token-of-the-proxy";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile HeldCertificate certificate;
    private volatile Answer answer = exchange -> {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        return new Reply(200, "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"" + TOKEN + "\"}");
    };

    public TokenProxyServer(HeldCertificate certificate) {
        this.certificate = certificate;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new PresentKey()}, null, null);
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** One request as the server saw it. */
    public record Seen(List<String> serverNames, String host, String uri, String body, InetSocketAddress connection) {}

    public record Reply(int status, String body) {}

    @FunctionalInterface
    public interface Answer {

        Reply to(HttpExchange exchange) throws IOException;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public Seen last() {
        return seen.get(seen.size() - 1);
    }

    public void show(HeldCertificate other) {
        certificate = other;
    }

    public void answer(Answer other) {
        answer = other;
    }

    public void answer(int status, String body) {
        answer = exchange -> new Reply(status, body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            seen.add(new Seen(
                    session.getRequestedServerNames().stream()
                            .map(name -> ((SNIHostName) name).getAsciiName())
                            .collect(Collectors.toList()),
                    exchange.getRequestHeaders().getFirst("Host"),
                    exchange.getRequestURI().toString(),
                    body,
                    exchange.getRemoteAddress()));
            Reply reply = answer.to(exchange);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Shows the certificate of the moment, whatever name is asked for. */
    private final class PresentKey extends X509ExtendedKeyManager {

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return keyType.equals(certificate.keyPair().getPrivate().getAlgorithm()) ? "present" : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate.certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return certificate.keyPair().getPrivate();
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {"present"};
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }
    }
}
