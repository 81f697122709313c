package io.github.wicredential.internal.doctor;

import static io.github.wicredential.internal.docs.Docs.about;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TestJwt;
import io.github.wicredential.internal.binding.TestCa;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in the pod itself and on the way, entry by entry. */
@WorkloadIdentityTest
class LocalRowsTest {

    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String EXCHANGE = "exchange " + VAULT;

    private static final Fault KEYCLOAK = Fault.answer(
            400,
            Map.of("Content-Type", "application/json"),
            "{\"error\":\"invalid_client\",\"error_description\":\"Token reuse detected\"}");

    private static final Map<String, Consumer<LocalRowsTest>> ROWS = Map.ofEntries(
            entry("client-id client-id-wrong", test -> test.variables.put("AZURE_CLIENT_ID", "\"8b1f6a52\"")),
            entry("tenant tenant-missing", test -> test.variables.remove("AZURE_TENANT_ID")),
            entry("tenant tenant-wrong", test -> test.variables.put("AZURE_TENANT_ID", "common")),
            entry(
                    "variables not-a-pod",
                    test -> test.variables
                            .keySet()
                            .removeAll(List.of(
                                    "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE", "KUBERNETES_SERVICE_HOST"))),
            entry(
                    "variables no-variables",
                    test -> test.variables
                            .keySet()
                            .removeAll(List.of("AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"))),
            entry("token-file token-file-unset", test -> test.variables.remove("AZURE_FEDERATED_TOKEN_FILE")),
            entry("token-file token-file-directory", test -> test.file(test.directory)),
            entry("token-file token-file-too-large", test -> test.cluster.writeRaw("x".repeat(70_000))),
            entry("token-file token-file-missing", test -> test.cluster.removeToken()),
            entry("token-file not-a-pod", test -> {
                test.variables.remove("KUBERNETES_SERVICE_HOST");
                test.cluster.removeToken();
            }),
            entry("token-file token-file-empty", test -> test.cluster.writeRaw(" ")),
            entry(
                    "token-file assertion-source",
                    test -> test.builder = builder -> builder.assertion(() -> {
                        throw new IOException("no token today");
                    })),
            entry(
                    "authority-host authority-wrong",
                    test -> test.variables.put("AZURE_AUTHORITY_HOST", "http://login.microsoftonline.com")),
            entry("proxy configuration", test -> {
                test.variables.remove("AZURE_CLIENT_ID");
                test.variables.put("HTTPS_PROXY", "ftp://127.0.0.1:1");
            }),
            entry("configuration configuration", test -> test.builder = builder -> builder.maximumTokens(0)),
            entry(
                    "lifetime token-too-long",
                    test -> test.cluster.mint().lifetime(Duration.ofDays(365)).write()),
            entry(
                    "lifetime token-expired",
                    test -> test.cluster.mint().expired().write()),
            entry(
                    "lifetime other-token-expired",
                    test -> test.cluster
                            .mint()
                            .issuer("https://token.actions.githubusercontent.com")
                            .withoutClaim("kubernetes.io")
                            .subject("repo:contoso/orders:ref:refs/heads/main")
                            .expired()
                            .write()),
            entry(
                    "issuer issuer-internal",
                    test -> test.cluster
                            .mint()
                            .issuer("https://kubernetes.default.svc.cluster.local")
                            .write()),
            entry(
                    "issuer issuer-slash",
                    test -> test.cluster
                            .mint()
                            .issuer("https://westeurope.oic.prod-aks.azure.com/1/2")
                            .write()),
            entry(
                    "issuer entra-token",
                    test -> test.cluster
                            .mint()
                            .issuer("https://sts.windows.net/x/")
                            .write()),
            entry("subject subject-default", test -> test.cluster.renameServiceAccount("default")),
            entry(
                    "subject subject-foreign",
                    test -> test.cluster.mint().subject("repo:shop/orders").write()),
            entry(
                    "audience audience-unusual",
                    test -> test.cluster.mint().audience("api://other").write()),
            entry(
                    "audience audience-many",
                    test -> test.cluster
                            .mint()
                            .audience("api://AzureADTokenExchange", "api://other")
                            .write()),
            entry(
                    "token-header header-unusual",
                    test -> test.cluster.mint().withoutKeyId().write()),
            entry(
                    "issuer-documents issuer-unreachable",
                    test -> test.cluster.faults().always(Fault.status(503))),
            entry(EXCHANGE + " connection-lost", test -> test.entra.faults().always(Fault.reset())),
            entry(EXCHANGE + " not-a-token", test -> test.entra.faults().always(Fault.redirect(test.entra.jwksUri()))),
            entry(EXCHANGE + " other-client", test -> test.otherClient()),
            entry("identity-binding binding-incomplete", test -> test.variables.put("AZURE_KUBERNETES_CA_DATA", "x")),
            entry(
                    "identity-binding binding-proxy-wrong",
                    test -> test.variables.put("AZURE_KUBERNETES_TOKEN_PROXY", "http://proxy?x=y")),
            entry("identity-binding binding-settings", test -> {
                test.binding(null);
                test.variables.put("AZURE_KUBERNETES_SNI_NAME", "https://not-a-name");
            }),
            entry("identity-binding binding-unused", test -> {
                test.binding(null);
                test.builder = builder -> builder.identityBinding(IdentityBindingMode.OFF);
            }),
            entry("audience binding-token", test -> {
                test.cluster.mint().audience("api://AKSIdentityBinding").write();
                test.binding(null);
                test.builder = builder -> builder.identityBinding(IdentityBindingMode.OFF);
            }),
            entry("identity-binding binding-ca", test -> {
                test.cluster.mint().audience("api://AKSIdentityBinding").write();
                test.binding("/nowhere/ca.crt");
            }),
            entry("identity-binding binding-audience", test -> {
                test.cluster.mint().audience("api://other").write();
                test.binding(null);
            }),
            entry(
                    "clock control-plane-clock",
                    test -> test.cluster
                            .mint()
                            .claim("nbf", Instant.now().plusSeconds(900).getEpochSecond())
                            .write()),
            entry("token-proxy token-proxy", test -> {
                test.cluster.mint().audience("api://AKSIdentityBinding").write();
                test.binding(null);
            }),
            entry(EXCHANGE + " other-authority", test -> test.entra.faults().always(KEYCLOAK)));

    @TempDir
    private Path directory;

    private final Map<String, String> variables = new HashMap<>();
    private UnaryOperator<WorkloadIdentityBuilder> builder = UnaryOperator.identity();
    private LocalCluster cluster;
    private LocalEntra entra;
    private LocalApplication application;

    @BeforeEach
    void start(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        this.cluster = cluster;
        this.entra = entra;
        this.application = application;
        variables.putAll(cluster.environment());
        variables.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    }

    static Stream<String> rows() {
        return ROWS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isFoundAndExplained(String row) {
        ROWS.get(row).accept(this);
        int blank = row.lastIndexOf(' ');
        GuideEntry entry = Guide.get().local(row.substring(blank + 1));

        Diagnosis diagnosis = diagnose();

        Finding finding =
                diagnosis.finding(row.substring(0, blank)).orElseThrow(() -> new AssertionError(diagnosis.toString()));
        assertThat(finding.link()).as(diagnosis.toString()).contains(entry.link());
        assertThat(finding.title()).isEqualTo(entry.title());
        assertThat(finding.status()).isIn(Status.PROBLEM, Status.WARNING);
        assertThat(finding.causes()).isNotEmpty();
        assertThat(finding.commands()).isNotEmpty();
        assertThat(diagnosis.toString()).doesNotContain("{client}", "eyJ");
    }

    @Test
    void theApiServersOwnIssuerIsNeverTrusted() {
        cluster.mint()
                .issuer("https://orders-dns-1a2b3c4d.hcp.westeurope.azmk8s.io")
                .write();

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.finding("issuer").orElseThrow().status()).isEqualTo(Status.PROBLEM);
        assertThat(diagnosis.toString())
                .contains("or the API server's own", "--enable-oidc-issuer")
                .doesNotContain("federated-credential create", "federated-credential update", "no trailing slash, or");
    }

    @ParameterizedTest
    @CsvSource({
        "403, The way, An intermediary forbids the request",
        "404, x, There is no token endpoint at this address",
        "408, x, The request did not arrive in time",
        "429, x, Too many token requests",
        "502, x, The authority or a gateway has a problem",
        "418, x, Not in the guide"
    })
    void aStatusIsExplainedWithoutACode(int status, String body, String title) {
        entra.faults().always(Fault.answer(status, Map.of("Content-Type", "text/plain"), body));

        assertThat(exchange().title()).isEqualTo(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_client",
                "unauthorized_client",
                "invalid_tenant",
                "invalid_scope",
                "invalid_resource",
                "invalid_grant",
                "temporarily_unavailable"
            })
    void anErrorOfEntraIsExplainedWithoutACode(String error) {
        ExchangeDetails refused = new ExchangeDetails(400, error, List.of(), null, "c", null, null, false, null, null);

        assertThat(link(refused, "https://login.microsoftonline.us")).isEqualTo(about("error-" + error));
        assertThat(link(refused, "https://sso.example")).isEqualTo(about("other-authority"));
    }

    private static String link(ExchangeDetails refused, String authority) {
        return Refusal.of(refused, ClientAssertion.of(""), URI.create(authority), new Evidence(), Instant.EPOCH)
                .advice()
                .entry()
                .link();
    }

    @Test
    void anAuthorityThatIsNotEntraIsQuotedAndNotExplainedAway() {
        entra.faults().always(KEYCLOAK);

        Finding exchange = exchange();

        assertThat(exchange.evidence().get(0)).contains("Token reuse detected");
        assertThat(exchange.evidence())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("sent: client '" + application.clientId() + "'; issuer '" + cluster.issuer() + "'")
                        .contains("subject '" + cluster.subject() + "'", "key id '"))
                .anySatisfy(line -> assertThat(line).contains("accepts each assertion only once"));
        assertThat(exchange.commands())
                .isNotEmpty()
                .noneSatisfy(line -> assertThat(line).startsWith("az "));
    }

    @Test
    void aProxyForHttpAloneIsNamedWithoutItsLogin() {
        variables.put("HTTP_PROXY", "http://user:s3cr3t@proxy.example:8080/");

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.finding("proxy").orElseThrow().title())
                .isEqualTo("No proxy for https: HTTP_PROXY names proxy.example:8080, and HTTPS_PROXY is not set");
        assertThat(diagnosis.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void anAnswerThatDoesNotComeIsWaitedForOnlySoLong() {
        builder = all -> all.transport(request -> {
            throw new SocketTimeoutException("timeout after " + request.timeout());
        });

        Finding exchange = exchange();

        assertThat(exchange.link()).contains(about("timeout"));
        assertThat(exchange.evidence().toString()).contains("10 s");
    }

    @Test
    void aProxyThatSpeaksTlsIsNotOneThatDoesNotListen() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answerWithTls(proxy));
            thread.setDaemon(true);
            thread.start();
            variables.put("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com");
            variables.put("HTTPS_PROXY", "https://127.0.0.1:" + proxy.getLocalPort());

            Diagnosis diagnosis = diagnose();

            assertThat(diagnosis.finding("tcp").orElseThrow().link()).contains(about("proxy"));
            assertThat(diagnosis.toString())
                    .contains("speaks TLS, but connections to a proxy use plain HTTP")
                    .doesNotContain("does not listen");
        }
    }

    @Test
    void anInvalidProxyOfTheJvmIsTheRootAndTheRightOneIsSaid() {
        variables.put("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com");
        System.setProperty("https.proxyHost", "http://squid.corp.example");
        try {
            Diagnosis diagnosis = diagnose();

            assertThat(diagnosis.rootFinding().orElseThrow().id())
                    .as(diagnosis.toString())
                    .isEqualTo("proxy");
            assertThat(diagnosis.toString())
                    .contains("-Dhttps.proxyHost is 'http://squid.corp.example'")
                    .contains("-Dhttps.proxyHost=squid.corp.example -Dhttps.proxyPort=3128");
        } finally {
            System.clearProperty("https.proxyHost");
        }
    }

    @Test
    void theEntryOfNoProxyIsNamedWhereThereIsNoProxy() {
        variables.put("AZURE_AUTHORITY_HOST", "https://login.example");
        variables.put("HTTPS_PROXY", "http://127.0.0.1:1");
        variables.put("NO_PROXY", ".svc,.example");

        assertThat(diagnose().finding("proxy").orElseThrow().title())
                .isEqualTo("No proxy for login.example: NO_PROXY contains .example");
    }

    @ParameterizedTest
    @CsvSource({
        "200, tls, connection-lost, Most likely: it was closed during TLS",
        "407, tcp, status-407, Most likely: the proxy does not accept this user and password",
        "403, tcp, proxy, Most likely: login.microsoftonline.com:443 is not on the proxy's list",
        "502, tcp, proxy, Most likely: the proxy itself"
    })
    void theEgressProxyIsAskedForATunnel(int status, String id, String entry, String cause) throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ByteArrayOutputStream asked = new ByteArrayOutputStream();
            Thread thread = new Thread(() -> answer(proxy, status, asked));
            thread.setDaemon(true);
            thread.start();
            variables.put("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com");
            variables.put("HTTPS_PROXY", "http://user:s3cr3t@127.0.0.1:" + proxy.getLocalPort());

            Diagnosis diagnosis = diagnose();

            assertThat(diagnosis.finding("proxy").orElseThrow().title())
                    .isEqualTo("HTTP 127.0.0.1:" + proxy.getLocalPort());
            Finding found = diagnosis.finding(id).orElseThrow();
            assertThat(found.link()).as(diagnosis.toString()).contains(about(entry));
            assertThat(diagnosis.toString()).contains(cause);
            if (id.equals("tcp")) {
                assertThat(found.evidence())
                        .contains(
                                "the proxy 127.0.0.1:" + proxy.getLocalPort() + " answers CONNECT with HTTP " + status);
            }
            assertThat(asked.toString(StandardCharsets.US_ASCII))
                    .contains("CONNECT login.microsoftonline.com:443", "Proxy-Authorization: Basic dXNlcjpzM2NyM3Q=");
            assertThat(diagnosis.toString()).doesNotContain("s3cr3t", "dXNlcjpzM2NyM3Q");
        }
    }

    @Test
    void anIdentityThatCannotBeBuiltHasItsProxyAllTheSame() {
        variables.remove("AZURE_CLIENT_ID");
        variables.put("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com");
        variables.put("HTTPS_PROXY", "http://127.0.0.1:1");

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.finding("client-id").orElseThrow().status()).isEqualTo(Status.PROBLEM);
        assertThat(diagnosis.finding("proxy").orElseThrow().title()).isEqualTo("HTTP 127.0.0.1:1");
        assertThat(diagnosis.finding("tcp").orElseThrow().status()).isEqualTo(Status.PROBLEM);
    }

    @Test
    void aProxyThatIsNotAcceptedIsNamedOnce() {
        variables.put("HTTPS_PROXY", "ftp://127.0.0.1:1");

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.problems()).extracting(Finding::id).containsExactly("configuration");
        assertThat(diagnosis.finding("proxy").orElseThrow().title()).endsWith("see configuration");
        assertThat(diagnosis.finding("exchange").orElseThrow().status()).isEqualTo(Status.SKIPPED);
    }

    @Test
    void theApplicationsOwnTransportMayGoAnotherWay() {
        builder = all -> all.transport(request -> {
            throw new IOException("no way");
        });
        entra.close();

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.finding("proxy").orElseThrow().title()).contains("own transport decides");
        assertThat(diagnosis.finding("tcp").orElseThrow().status()).isEqualTo(Status.WARNING);
        assertThat(diagnosis.finding(EXCHANGE).orElseThrow().status()).isEqualTo(Status.PROBLEM);
    }

    @Test
    void theBuildersSettingsAreNamed() {
        variables.clear();
        builder = all -> all.clientId(application.clientId())
                .tenantId(application.tenantId())
                .tokenFile(cluster.tokenFile())
                .authorityHost(entra.authorityHost().toString());

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.healthy()).as(diagnosis.toString()).isTrue();
        assertThat(diagnosis.finding("variables").orElseThrow().evidence())
                .contains("AZURE_CLIENT_ID is not set; the builder sets " + application.clientId());
    }

    @Test
    void identityBindingsAreDescribed() throws Exception {
        Path ca = Files.writeString(directory.resolve("ca.crt"), new TestCa("cluster ca").pem());
        cluster.mint().audience("api://AKSIdentityBinding").write();
        binding(ca.toString());
        variables.put("AZURE_KUBERNETES_SNI_NAME", "0123456789abcdef.ests.aks");

        Finding binding = WorkloadIdentity.builder()
                .environment(variables::get)
                .diagnose(DiagnosisOptions.of().withOffline(true))
                .finding("identity-binding")
                .orElseThrow();

        assertThat(binding.status()).isEqualTo(Status.OK);
        assertThat(binding.evidence())
                .isEqualTo(List.of(
                        "AZURE_KUBERNETES_TOKEN_PROXY = https://127.0.0.1:1",
                        "AZURE_KUBERNETES_SNI_NAME = 0123456789abcdef.ests.aks",
                        "trusted: the file " + ca));
    }

    @Test
    void withATokenProxyTheWayToEntraDoesNotMatter() {
        cluster.mint().audience("api://AKSIdentityBinding").write();
        variables.put("AZURE_KUBERNETES_TOKEN_PROXY", "https://127.0.0.1:1");

        Diagnosis diagnosis = diagnose();

        assertThat(diagnosis.finding("audience").orElseThrow().status()).isEqualTo(Status.OK);
        assertThat(diagnosis.finding("authority").orElseThrow().status()).isEqualTo(Status.SKIPPED);
        assertThat(diagnosis.finding("route").orElseThrow().title()).endsWith("token proxy https://127.0.0.1:1");
        Finding exchange = diagnosis.finding(EXCHANGE).orElseThrow();
        assertThat(exchange.link()).contains(about("token-proxy"));
        assertThat(exchange.evidence().toString() + exchange.causes() + exchange.commands())
                .doesNotContain(entra.authorityHost().getHost() + ":"
                        + entra.authorityHost().getPort());
        assertThat(entra.tokenRequests()).isZero();
    }

    private Diagnosis diagnose() {
        return builder.apply(WorkloadIdentity.builder().environment(variables::get))
                .diagnose(DiagnosisOptions.of(VAULT).withIssuerDocuments(true));
    }

    private Finding exchange() {
        return diagnose().finding(EXCHANGE).orElseThrow();
    }

    private void file(Path path) {
        variables.put("AZURE_FEDERATED_TOKEN_FILE", path.toString());
    }

    private void binding(String caFile) {
        variables.put("AZURE_KUBERNETES_TOKEN_PROXY", "https://127.0.0.1:1");
        if (caFile != null) {
            variables.put("AZURE_KUBERNETES_CA_FILE", caFile);
        }
    }

    private void otherClient() {
        String token = "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\""
                + TestJwt.of("{\"appid\":\"somebody-else\",\"aud\":\"x\"}")
                + "\"}";
        entra.faults().always(Fault.answer(200, Map.of("Content-Type", "application/json"), token));
    }

    private static void answerWithTls(ServerSocket proxy) {
        while (!proxy.isClosed()) {
            try (Socket socket = proxy.accept()) {
                if (socket.getInputStream().read(new byte[4096]) > 0) {
                    socket.getOutputStream().write(new byte[] {0x15, 3, 1, 0, 2, 2, 0x46});
                }
            } catch (IOException e) {
                // The next one, or the end of the test.
            }
        }
    }

    private static void answer(ServerSocket proxy, int status, ByteArrayOutputStream asked) {
        while (!proxy.isClosed()) {
            try (Socket socket = proxy.accept()) {
                InputStream in = socket.getInputStream();
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    int next = in.read();
                    if (next < 0) {
                        break;
                    }
                    head.append((char) next);
                }
                asked.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
                OutputStream out = socket.getOutputStream();
                out.write(
                        ("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } catch (IOException e) {
                // The next one, or the end of the test.
            }
        }
    }
}
