package io.github.wicredential.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport.Request;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a proxy hears when a token is asked for through it. */
@WorkloadIdentityTest
class EgressProxyTest {

    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("user:p@ss".getBytes(StandardCharsets.UTF_8));

    private final BlockingQueue<List<String>> heard = new LinkedBlockingQueue<>();
    private volatile String answer = reply("403 Forbidden", "X-Proxy: yes");
    private ServerSocket proxy;

    EgressProxyTest() throws IOException {
        proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @BeforeEach
    void listen() {
        Thread thread = new Thread(this::serve, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        java.net.Authenticator.setDefault(null);
        System.clearProperty("https.proxyHost");
        System.clearProperty("https.proxyPort");
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
    }

    @Test
    void theEnvironmentsProxyIsAskedForATunnelWithTheLoginAtOnce() throws Exception {
        HttpTransport transport = HttpTransport.standard(null, address("user:p%40ss@"), null);

        assertThatThrownBy(() -> transport.post(request()))
                .isInstanceOf(IOException.class)
                .hasMessage("Unexpected response code for CONNECT: 403");
        assertThat(next())
                .startsWith("CONNECT login.invalid:443 HTTP/1.1")
                .contains("Proxy-Authorization: " + BASIC)
                .noneMatch(line -> line.contains("secret"));
        assertThat(heard).isEmpty();
    }

    @Test
    void theBuildersProxyWins() throws Exception {
        HttpTransport transport =
                HttpTransport.standard(URI.create(address("")), "http://user:p%40ss@127.0.0.1:1", "*");

        assertThatThrownBy(() -> transport.post(request())).isInstanceOf(IOException.class);
        assertThat(next())
                .startsWith("CONNECT login.invalid:443 HTTP/1.1")
                .noneMatch(line -> line.startsWith("Proxy-Authorization"));
    }

    @Test
    void aLoginThatTheProxyRefusesIsNotSentAgain() throws Exception {
        answer = reply("407 No", "Proxy-Authenticate: Basic realm=\"x\"");
        HttpTransport transport = HttpTransport.standard(null, address("user:p%40ss@"), null);

        assertThatThrownBy(() -> transport.post(request()))
                .isInstanceOf(IOException.class)
                .hasMessage("the proxy rejected the user and password; it offers Basic");
        assertThat(next()).contains("Proxy-Authorization: " + BASIC);
        assertThat(heard).isEmpty();
    }

    @Test
    void aProxyThatOffersNoBasicAuthenticationIsNamedSo() throws Exception {
        answer = reply("407 No", "Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM");
        HttpTransport transport = HttpTransport.standard(null, address(""), null);

        assertThatThrownBy(() -> transport.post(request()))
                .isInstanceOf(IOException.class)
                .hasMessage("the proxy requires a user and password, and none are set; it offers Negotiate, NTLM");
        assertThat(next()).noneMatch(line -> line.startsWith("Proxy-Authorization"));
        assertThat(heard).isEmpty();
    }

    @Test
    void aLoginThatTheProxyRefusesIsSentOnceForAllCallersOfAFlight(LocalCluster cluster, LocalEntra entra)
            throws Exception {
        cluster.annotate(entra.registerApplication().trust(cluster));
        answer = reply("407 No", "Proxy-Authenticate: Basic realm=\"x\"");
        Map<String, String> variables = new HashMap<>(cluster.environment());
        variables.put("AZURE_AUTHORITY_HOST", "https://login.invalid");
        variables.put("HTTPS_PROXY", address("user:p%40ss@"));
        try (WorkloadIdentity identity =
                WorkloadIdentity.builder().environment(variables::get).build()) {
            assertThatThrownBy(() -> identity.token("https://vault.azure.net/.default"))
                    .isInstanceOf(TokenExchangeException.class)
                    .hasMessageContainingAll("HTTP 407 to CONNECT", "Only Basic authentication")
                    .message()
                    .doesNotContain("p@ss", "p%40ss");
        }

        assertThat(next()).contains("Proxy-Authorization: " + BASIC);
        assertThat(heard).isEmpty();
    }

    @Test
    void aProxyWithAnUnderscoreInItsNameIsAsked() {
        ProxyAddress address = ProxyAddress.parse("http://user:p%40ss@egress_proxy:3128", "the variable HTTPS_PROXY");

        assertThat(address.proxy().address()).isEqualTo(InetSocketAddress.createUnresolved("egress_proxy", 3128));
        assertThat(address.password()).isEqualTo("p@ss");
    }

    @Test
    void theJvmsProxyGetsTheJvmsLogin() throws Exception {
        answer = reply("407 No", "Proxy-Authenticate: Basic realm=\"x\"");
        System.setProperty("https.proxyHost", "127.0.0.1");
        System.setProperty("https.proxyPort", String.valueOf(proxy.getLocalPort()));
        java.net.Authenticator.setDefault(new java.net.Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("user", "p@ss".toCharArray());
            }
        });
        HttpTransport transport = HttpTransport.standard(null, "http://other:s3cret@127.0.0.1:1", null);

        assertThatThrownBy(() -> transport.post(request())).isInstanceOf(IOException.class);
        assertThat(next()).noneMatch(line -> line.startsWith("Proxy-Authorization"));
        assertThat(next()).contains("Proxy-Authorization: " + BASIC);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://squid.corp.example | 3128 | -Dhttps.proxyHost is 'http://squid.corp.example' | -Dhttps.proxyHost=squid.corp.example -Dhttps.proxyPort=3128.",
                "http://user:s3cret@squid.corp.example:3129/ | | -Dhttps.proxyHost is 'squid.corp.example:3129/' | -Dhttps.proxyHost=squid.corp.example -Dhttps.proxyPort=3129.",
                "squid corp | 8080 | -Dhttps.proxyHost is 'squid corp' | -Dhttps.proxyPort=8080.",
                "squid.corp.example | 70000 | -Dhttps.proxyPort is '70000' | -Dhttps.proxyHost=squid.corp.example -Dhttps.proxyPort=3128.",
                "squid.corp.example | port | -Dhttps.proxyPort is 'port' | -Dhttps.proxyPort=3128."
            })
    void anInvalidProxyOfTheJvmEndsTheFirstRequestAndIsNotRetried(
            String host, @Nullable String port, String said, String right, LocalCluster cluster, LocalEntra entra) {
        cluster.annotate(entra.registerApplication().trust(cluster));
        System.setProperty("https.proxyHost", host);
        if (port != null) {
            System.setProperty("https.proxyPort", port);
        }
        Map<String, String> variables = new HashMap<>(cluster.environment());
        variables.put("AZURE_AUTHORITY_HOST", "https://login.invalid");
        try (WorkloadIdentity identity =
                WorkloadIdentity.builder().environment(variables::get).build()) {
            assertThatThrownBy(() -> identity.token("https://vault.azure.net/.default"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(said, right)
                    .message()
                    .doesNotContain("s3cret", "tries failed");
        }
    }

    @Test
    void aProxyThatSpeaksTlsIsNamedSoAndAskedOnce(LocalCluster cluster, LocalEntra entra) throws Exception {
        cluster.annotate(entra.registerApplication().trust(cluster));
        answer = "\u0015\u0003\u0001\u0000\u0002\u0002\u0016";
        Map<String, String> variables = new HashMap<>(cluster.environment());
        variables.put("AZURE_AUTHORITY_HOST", "https://login.invalid");
        variables.put("HTTPS_PROXY", address("").replace("http:", "https:"));
        try (WorkloadIdentity identity =
                WorkloadIdentity.builder().environment(variables::get).build()) {
            assertThatThrownBy(() -> identity.token("https://vault.azure.net/.default"))
                    .isInstanceOf(TokenExchangeException.class)
                    .hasMessageContainingAll("answers CONNECT login.invalid:443 with TLS", "speaks TLS", "HTTP port");
        }

        assertThat(next()).startsWith("CONNECT login.invalid:443 HTTP/1.1");
        assertThat(heard).isEmpty();
    }

    @Test
    void theEntriesOfNoProxyThatCoverAHostAreToldFromTheOthers() {
        HttpTransport transport = HttpTransport.standard(null, address(""), "10.0.0.0/8, .Invalid login.invalid,.svc");

        assertThat(transport.bypass(request().uri()))
                .isEqualTo(new EgressProxy.Bypass(".Invalid,login.invalid", "10.0.0.0/8,.svc"));
        assertThat(transport.bypass(URI.create("https://login.example"))).isNull();
        assertThat(HttpTransport.standard(null, null, "*").bypass(request().uri()))
                .isNull();
    }

    @Test
    void aProxyOfTheJvmForHttpAloneIsToldWithoutItsLogin() {
        HttpTransport transport = HttpTransport.standard(null, null, null);
        assertThat(transport.overlooked()).isNull();

        System.setProperty("http.proxyHost", "http://user:s3cr3t@squid.corp.example");
        System.setProperty("http.proxyPort", "3128");

        assertThat(transport.overlooked())
                .isEqualTo(new EgressProxy.Overlooked("-Dhttp.proxyHost", "squid.corp.example:3128"));
        assertThat(transport.proxyFor(request().uri())).isEmpty();
    }

    @Test
    void aHostOfNoProxyIsNotAskedForThere() {
        HttpTransport transport = HttpTransport.standard(null, address(""), ".invalid");

        assertThatThrownBy(() -> transport.post(request())).isInstanceOf(java.net.UnknownHostException.class);
        assertThat(heard).isEmpty();
    }

    private static String reply(String status, String header) {
        return String.join("\r\n", "HTTP/1.1 " + status, header, "Content-Length: 0", "Connection: close", "", "");
    }

    private List<String> next() throws InterruptedException {
        List<String> lines = heard.poll(10, TimeUnit.SECONDS);
        return lines == null ? List.of() : lines;
    }

    private String address(String login) {
        return "http://" + login + "127.0.0.1:" + proxy.getLocalPort();
    }

    private static Request request() {
        return Request.of(
                URI.create("https://login.invalid/t/oauth2/v2.0/token"), Map.of(), "secret", Duration.ofSeconds(10));
    }

    private void serve() {
        while (!proxy.isClosed()) {
            try (Socket socket = proxy.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                List<String> lines = new ArrayList<>();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    lines.add(line);
                }
                heard.add(lines);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // The next connection is accepted, or the proxy is closed.
            }
        }
    }
}
