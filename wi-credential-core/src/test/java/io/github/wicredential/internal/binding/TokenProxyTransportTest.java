package io.github.wicredential.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport.Request;
import io.github.wicredential.TokenTransport.Response;
import io.github.wicredential.internal.environment.Variables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, trust and failures of the connection to the proxy, each against a server with real TLS. */
class TokenProxyTransportTest {

    static final String SNI = "0123456789abcdef.ests.aks";
    static final String SECRET = "client_assertion=eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2VjcmV0";

    private static final Duration LONG = Duration.ofSeconds(20);

    private final TestCa ca = new TestCa("cluster ca");
    private final Map<String, String> variables = new HashMap<>();
    private final TokenProxyServer server = new TokenProxyServer(ca.certificateFor(SNI));
    private TokenProxyTransport transport;

    @AfterEach
    void close() {
        if (transport != null) {
            transport.close();
        }
        server.close();
    }

    @Test
    void namesTheServerAsToldAndAddressesItByItsHost() {
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());

        Response response = post("");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).contains(TokenProxyServer.TOKEN);
        assertThat(server.last().serverNames()).containsExactly(SNI);
        assertThat(server.last().host()).isEqualTo("localhost:" + server.port());
        assertThat(server.last().uri()).isEqualTo("/tenant/oauth2/v2.0/token");
        assertThat(server.last().body()).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "*.ests.aks, a.ests.aks, true",
        "*.ests.aks, A.ESTS.AKS, true",
        "*.ests.aks, a.b.ests.aks, false",
        "*.ests.aks, ests.aks, false",
        "a*.ests.aks, ab.ests.aks, false",
        "a.*.aks, a.ests.aks, false",
        "a.ests.aks, b.ests.aks, false",
        "localhost, a.ests.aks, false",
    })
    void verifiesTheServerNameAndNothingElse(String inCertificate, String serverName, boolean accepted) {
        server.show(ca.certificateFor(inCertificate));
        variables.put(TokenProxySettings.SERVER_NAME, serverName);
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());

        if (accepted) {
            assertThat(post("").status()).isEqualTo(200);
        } else {
            assertThat(failure(""))
                    .hasMessageContainingAll("is not for the name " + serverName, "AZURE_KUBERNETES_SNI_NAME");
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void doesNotTakeACommonNameForTheServersName() {
        server.show(ca.certificateWithoutNames(SNI));
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());

        assertThat(failure("")).hasMessageContaining("is not for the name");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void verifiesTheUrlsHostIfNoServerNameIsSet() {
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());

        assertThat(failure(""))
                .hasMessageContainingAll("is not for the name localhost", "AZURE_KUBERNETES_SNI_NAME is not set");

        server.show(ca.certificateFor("localhost"));
        assertThat(post("").status()).isEqualTo(200);
    }

    @Test
    void verifiesAnAddressInTheUrl() {
        String url = "https://127.0.0.1:" + server.port();
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());
        transport = transport(url);
        assertThatThrownBy(() -> transport.post(request(url, LONG))).hasMessageContaining("not for the name 127.0.0.1");

        server.show(ca.certificateFor("127.0.0.1"));

        assertThat(transport.post(request(url, LONG)).status()).isEqualTo(200);
        assertThat(server.last().serverNames()).isEmpty();
    }

    @Test
    void trustsNobodyButTheGivenCertificates() {
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        variables.put(TokenProxySettings.CA_TEXT, new TestCa("another ca").pem());

        TokenExchangeException failure = failure("");

        assertThat(failure)
                .hasMessageContainingAll(
                        "is not signed by a CA in AZURE_KUBERNETES_CA_DATA",
                        "AZURE_KUBERNETES_SNI_NAME is missing or wrong (it is " + SNI + ")",
                        "openssl s_client -connect localhost:" + server.port() + " -servername " + SNI,
                        "correlation id 1-2-3");
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.status()).isZero();
        assertThat(failure.correlationId()).contains("1-2-3");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void trustsAnyOfSeveralCertificates() {
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        variables.put(
                TokenProxySettings.CA_TEXT,
                "# old\n" + new TestCa("old").pem() + "\nsubject=new - and better\n" + ca.pem());

        assertThat(post("").status()).isEqualTo(200);
    }

    @Test
    void trustsTheSystemIfNoCertificatesAreGiven(@TempDir Path directory) throws Exception {
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        assertThat(failure("")).hasMessageContaining("not signed by a CA in the system's trust store");
        transport.close();

        Path store = directory.resolve("system.p12");
        write(store, ca.pem());
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "password");
        try {
            transport = null;
            assertThat(post("").status()).isEqualTo(200);
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    @Test
    void tellsACertificateThatHasRunOut() {
        server.show(ca.expiredCertificateFor(SNI));
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());

        assertThat(failure("")).hasMessageContainingAll("has expired or is not valid yet", "date -u");
    }

    @ParameterizedTest
    @CsvSource({
        "'', /tenant/oauth2/v2.0/token",
        "/, /tenant/oauth2/v2.0/token",
        "/base, /base/tenant/oauth2/v2.0/token",
        "/base//, /base/tenant/oauth2/v2.0/token",
        "/a%2Fb/c%20d/, /a%2Fb/c%20d/tenant/oauth2/v2.0/token",
    })
    void joinsThePathsWithOneSlash(String base, String path) {
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());

        assertThat(post(base).status()).isEqualTo(200);

        assertThat(server.last().uri()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void followsNoRedirect(int status) {
        server.answer(exchange -> {
            exchange.getResponseHeaders().add("Location", "https://localhost:" + server.port() + "/elsewhere");
            return new TokenProxyServer.Reply(status, "");
        });
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());

        assertThat(post("").status()).isEqualTo(status);
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void readsOnlySoMuchOfAnAnswer() {
        server.answer(200, "x".repeat(3 * 1024 * 1024));
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());

        assertThat(post("").body()).hasSize(1024 * 1024 + 1);
    }

    @Test
    void asksTheProxyDirectlyWhateverTheJvmsHttpProxyIs() {
        ProxySelector before = ProxySelector.getDefault();
        List<String> asked = new CopyOnWriteArrayList<>();
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri.getScheme());
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
        try {
            assertThat(post("").status()).isEqualTo(200);
            assertThat(asked).doesNotContain("http", "https");
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void tellsThatNobodyListens() throws Exception {
        // Bound, so that nobody else listens there either.
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "https://127.0.0.1:" + bound.getLocalPort();
            transport = transport(url);

            assertThatThrownBy(() -> transport.post(request(url, LONG)))
                    .isInstanceOf(TokenExchangeException.class)
                    .hasMessageContainingAll(
                            "no connection to the token proxy 127.0.0.1:" + bound.getLocalPort(),
                            "never through an egress proxy");
        }
    }

    @Test
    void tellsThatTheNameIsUnknown() {
        String url = "https://token-proxy.invalid";
        transport = transport(url);

        assertThatThrownBy(() -> transport.post(request(url, LONG)))
                .hasMessageContainingAll("token-proxy.invalid, cannot be resolved", "AZURE_KUBERNETES_TOKEN_PROXY");
    }

    @Test
    void endsWithinTheRequestsTimeout() {
        CountDownLatch end = new CountDownLatch(1);
        server.answer(exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new TokenProxyServer.Reply(200, "");
        });
        variables.put(TokenProxySettings.SERVER_NAME, SNI);
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());
        transport = transport(url(""));

        assertThatThrownBy(() -> transport.post(request(url(""), Duration.ofMillis(300))))
                .hasMessageContaining("did not respond within 300 ms");
        end.countDown();
    }

    @Test
    void tellsThatTheServerDoesNotSpeakTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try (var connection = plain.accept()) {
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    connection.getInputStream().readAllBytes();
                } catch (IOException ignored) {
                    // The client has gone.
                }
            });
            answering.start();
            variables.put(TokenProxySettings.SERVER_NAME, SNI);
            String url = "https://127.0.0.1:" + plain.getLocalPort();
            transport = transport(url);

            assertThatThrownBy(() -> transport.post(request(url, LONG)))
                    .hasMessageContainingAll("does not speak TLS", "Check the port in AZURE_KUBERNETES_TOKEN_PROXY");
            answering.join();
        }
    }

    @Test
    void failsForWantOfACaFileInsteadOfTrustingTheSystem(@TempDir Path directory) {
        variables.put(TokenProxySettings.CA_FILE, directory.resolve("ca.crt").toString());
        transport = transport(url(""));

        assertThatThrownBy(() -> transport.post(request(url(""), LONG)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "AZURE_KUBERNETES_CA_FILE", "does not exist", "AZURE_KUBERNETES_CA_DATA is not set", "webhook");
    }

    @Test
    void neverShowsTheFormOrTheAnswer() {
        variables.put(TokenProxySettings.SERVER_NAME, "other.ests.aks");
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());

        TokenExchangeException failure = failure("");

        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("eyJ", "c2VjcmV0", TokenProxyServer.TOKEN);
        }
    }

    private static void write(Path store, String pem) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        X509Certificate[] trusted = Certificates.parse(pem).trust().getAcceptedIssuers();
        keys.setCertificateEntry("ca", trusted[0]);
        try (var out = Files.newOutputStream(store)) {
            keys.store(out, "password".toCharArray());
        }
    }

    private TokenExchangeException failure(String path) {
        return catchThrowableOfType(TokenExchangeException.class, () -> post(path));
    }

    private Response post(String path) {
        if (transport == null) {
            transport = transport(url(path));
        }
        return transport.post(request(TokenProxyUrl.parse(url(path)).toString(), LONG));
    }

    private TokenProxyTransport transport(String url) {
        variables.put(TokenProxySettings.PROXY, url);
        return new TokenProxyTransport(
                TokenProxySettings.read(new Variables(variables::get), false).orElseThrow());
    }

    private String url(String path) {
        return "https://localhost:" + server.port() + path;
    }

    private static Request request(String base, Duration timeout) {
        return Request.of(
                URI.create(base + "/tenant/oauth2/v2.0/token"),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "client-request-id", "1-2-3"),
                SECRET,
                timeout);
    }
}
