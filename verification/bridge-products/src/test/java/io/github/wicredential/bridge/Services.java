package io.github.wicredential.bridge;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * Stands in for the Azure services of the products, by their names: notes the bearer tokens that it hears and gives canned
 * answers. The products reach it through a {@link Proxy}.
 */
final class Services implements AutoCloseable {

    private static final String BEARER = "Bearer ";

    private final HeldCertificate certificate = new HeldCertificate.Builder()
            .commonName("Services")
            .addSubjectAlternativeName("127.0.0.1")
            .addSubjectAlternativeName("www.example.com")
            .addSubjectAlternativeName("*.vault.azure.net")
            .addSubjectAlternativeName("*.blob.core.windows.net")
            .addSubjectAlternativeName("*.dfs.core.windows.net")
            .addSubjectAlternativeName("*.openai.azure.com")
            .addSubjectAlternativeName("*.kusto.windows.net")
            .build();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Services::daemon);
    private final HttpsServer server;
    private final String tenantId;

    Services(String tenantId) throws IOException {
        this.tenantId = tenantId;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates().sslContext()));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    HandshakeCertificates certificates() {
        return new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    }

    String pem() {
        return certificate.certificatePem();
    }

    /** A trust store that has the services' certificate; its password is "services". */
    Path trustStore(Path file) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("services", certificate.certificate());
            try (var out = Files.newOutputStream(file)) {
                store.store(out, "services".toCharArray());
            }
            return file;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The bearer tokens of all requests so far. */
    List<String> tokens() {
        return tokens;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String host = exchange.getRequestHeaders().getFirst("Host").replaceFirst(":.*", "");
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            Headers headers = exchange.getResponseHeaders();
            if (authorization == null || !authorization.startsWith(BEARER)) {
                headers.set(
                        "WWW-Authenticate",
                        "Bearer authorization=\"https://login.microsoftonline.com/" + tenantId + "\", "
                                + "resource=\"https://vault.azure.net\"");
                send(exchange, host.endsWith(".kusto.windows.net") ? 404 : 401, "{}");
                return;
            }
            tokens.add(authorization.substring(BEARER.length()));
            headers.set("Content-Type", host.contains(".core.") ? "application/xml" : "application/json");
            headers.set("ETag", "\"1\"");
            headers.set("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
            send(exchange, 200, body(host, exchange.getRequestURI().getPath()));
        }
    }

    private static String body(String host, String path) {
        if (host.endsWith(".openai.azure.com")) {
            return "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"small\",\"choices\":[{\"index\":0,"
                    + "\"logprobs\":null,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"plum\","
                    + "\"refusal\":null}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
        }
        if (host.endsWith(".kusto.windows.net")) {
            return "{\"Tables\":[{\"TableName\":\"Table_0\",\"Columns\":[{\"ColumnName\":\"fruit\",\"DataType\":\"String\","
                    + "\"ColumnType\":\"string\"}],\"Rows\":[[\"plum\"]]}]}";
        }
        if (host.endsWith(".vault.azure.net")) {
            String secret = "\"id\":\"https://shop.vault.azure.net/secrets/fruit/1\",\"attributes\":{\"enabled\":true}";
            return path.equals("/secrets") || path.equals("/secrets/")
                    ? "{\"value\":[{" + secret.replace("/1\"", "\"") + "}],\"nextLink\":null}"
                    : "{\"value\":\"plum\"," + secret + "}";
        }
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Containers><Container><Name>plum</Name>"
                + "</Container></Containers><NextMarker/></EnumerationResults>";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "services");
        thread.setDaemon(true);
        return thread;
    }
}
