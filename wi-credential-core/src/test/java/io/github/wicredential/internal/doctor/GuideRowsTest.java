package io.github.wicredential.internal.doctor;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wicredential.OneTry;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.guide.GuideTest;
import io.github.wicredential.internal.http.HttpTransport;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.TokenOrigin;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code of the guide comes from an authority, and is explained by the exception and by the diagnosis. */
@WorkloadIdentityTest
class GuideRowsTest {

    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String EXCHANGE = "api://AzureADTokenExchange";
    private static final String OBO = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";

    /** What leads the local Entra's decision table to each code. */
    private static final Map<Integer, Consumer<GuideRowsTest>> ROWS = Map.ofEntries(
            entry(9002313, test -> test.contentType = "application/json"),
            entry(901002, test -> test.form = form -> form + "&resource=x"),
            entry(70003, test -> test.parameter("grant_type", "odd")),
            entry(7000218, test -> test.form = form -> "grant_type=password&client_id=x"),
            entry(900144, test -> test.form = form -> form.replaceFirst("grant_type=[^&]*", OBO)),
            entry(50013, test -> test.form = form -> form.replaceFirst("grant_type=[^&]*", OBO) + "&assertion=x"),
            entry(7000215, test -> test.form = form -> form.replaceFirst("client_assertion=[^&]*", "client_secret=x")),
            entry(7000216, test -> test.parameter("client_assertion", "")),
            entry(50027, test -> test.parameter("client_assertion", "abc")),
            entry(90019, test -> test.tenant = ""),
            entry(50059, test -> test.tenant = "organizations"),
            entry(9001023, test -> test.tenant = "common"),
            entry(900021, test -> test.tenant = "00000000-0000-0000-0000-000000000000"),
            entry(900023, test -> test.tenant = "undefined"),
            entry(90002, test -> test.tenant = "11111111-0000-4000-8000-000000000000"),
            entry(90038, test -> test.entra.tenant().moveToCloud("AzureChinaCloud")),
            entry(90014, test -> test.cluster.mint().withoutClaim("aud").write()),
            entry(5002723, test -> test.cluster.mint().withoutKeyId().write()),
            entry(5002727, test -> test.cluster.mint().type("at+jwt").write()),
            entry(5002738, test -> test.cluster.mint().algorithm("ES256").write()),
            entry(700016, test -> test.parameter("client_id", "somebody")),
            entry(7000229, test -> test.application.setServicePrincipalPresent(false)),
            entry(7000112, test -> test.application.setEnabled(false)),
            entry(700025, test -> test.application.setPublicClient(true)),
            entry(700027, test -> test.selfSigned(test.application.clientId())),
            entry(700021, test -> test.selfSigned("somebody")),
            entry(
                    70023,
                    test -> test.cluster.mint().lifetime(Duration.ofDays(365)).write()),
            entry(700223, test -> test.entra.tenant().blockFederation(true)),
            entry(70025, test -> test.application.untrustAll()),
            entry(70021, test -> test.application.delayPropagation(9)),
            entry(
                    700222,
                    test -> test.cluster
                            .mint()
                            .issuer("https://sts.windows.net/11111111-0000-4000-8000-000000000000/")
                            .write()),
            entry(700226, test -> test.ofEntra(TokenOrigin.APP_REGISTRATION)),
            entry(700229, test -> test.ofEntra(TokenOrigin.USER)),
            entry(700231, test -> test.ofEntra(TokenOrigin.FEDERATED_CREDENTIAL)),
            entry(
                    700227,
                    test -> test.cluster.writeRaw(test.entra.issue(
                            test.application, TokenOrigin.MANAGED_IDENTITY, "https://vault.azure.net"))),
            entry(
                    700236,
                    test -> test.cluster.writeRaw(test.entra.issue(
                            test.entra
                                    .tenant("11111111-0000-4000-8000-000000000000")
                                    .registerApplication(),
                            TokenOrigin.MANAGED_IDENTITY,
                            EXCHANGE))),
            entry(
                    700211,
                    test -> test.cluster
                            .mint()
                            .issuer("https://issuer.example/")
                            .write()),
            entry(700212, test -> test.cluster.mint().audience("api://other").write()),
            entry(700213, test -> test.cluster.renameServiceAccount("orders-v2")),
            entry(90061, test -> test.cluster.faults().always(Fault.noAnswer())),
            entry(50166, test -> test.cluster.faults().always(Fault.status(503))),
            entry(501661, test -> test.cluster.publishDiscovery("{}")),
            entry(900612, test -> test.cluster.publishKeys("no keys")),
            entry(7000272, test -> test.cluster.mint().signedByUnpublishedKey().write()),
            entry(7000274, test -> test.cluster.mint().tampered().write()),
            entry(
                    700024,
                    test -> test.cluster
                            .mint()
                            .issuedAt(Instant.now().plusSeconds(900))
                            .write()),
            entry(28000, test -> test.parameter("scope", "https%3A%2F%2Fa%2F.default+https%3A%2F%2Fb%2F.default")),
            entry(1002012, test -> test.parameter("scope", "https%3A%2F%2Fa%2Fread")),
            entry(70011, test -> test.parameter("scope", "%2F.default")),
            entry(500011, test -> test.entra.tenant().limitResources("https://storage.azure.com")),
            entry(501051, test -> test.entra.tenant().requireAssignment("https://vault.azure.net")),
            entry(53003, test -> test.application.blockByConditionalAccess(true)));

    private LocalCluster cluster;
    private LocalEntra entra;
    private LocalApplication application;
    private UnaryOperator<String> form = UnaryOperator.identity();
    private String contentType;
    private String tenant;

    @BeforeEach
    void start(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        this.cluster = cluster;
        this.entra = entra;
        this.application = application;
    }

    static Stream<Integer> decided() {
        return ROWS.keySet().stream().sorted();
    }

    /** Codes that nothing in a request of this library leads to, or that only Entra's own state decides. */
    static Stream<Integer> canned() {
        return GuideTest.CODES.stream().filter(code -> !ROWS.containsKey(code)).sorted();
    }

    @ParameterizedTest
    @MethodSource("decided")
    void whatTheDecisionTableRefusesIsExplained(int code) {
        ROWS.get(code).accept(this);

        explained(code);
    }

    @ParameterizedTest
    @MethodSource("canned")
    void whatEntraAloneDecidesIsExplained(int code) {
        entra.faults().always(Fault.refusal(400, "invalid_request", code, "Something."));

        explained(code);
    }

    @Test
    void coversTheWholeGuide() {
        assertThat(Stream.concat(decided(), canned())).containsExactlyInAnyOrderElementsOf(GuideTest.CODES);
    }

    private void explained(int code) {
        GuideEntry entry = Guide.get().entries().stream()
                .filter(each -> each.names().contains("AADSTS" + code))
                .findFirst()
                .orElseThrow();
        try (HttpTransport real = HttpTransport.standard(null, null, null);
                WorkloadIdentity identity = WorkloadIdentity.builder()
                        .environment(cluster.environment()::get)
                        // One request: what is repeated is not explained better.
                        .transport(new OneTry(request -> real.post(changed(request))))
                        .build()) {
            TokenExchangeException refused =
                    catchThrowableOfType(TokenExchangeException.class, () -> identity.token(VAULT));
            assertThat(refused.errorCodes()).containsExactly(code);
            assertThat(refused.hint().orElseThrow())
                    .endsWith("\n  More: " + entry.link())
                    .containsPattern("\n  (Most likely|Usually|One of): ")
                    .satisfies(hint -> assertThat(hint.lines().count()).isBetween(4L, 5L))
                    .doesNotContain("{client}", "{tenant}", "eyJ");
            assertThat(refused.getMessage())
                    .contains("correlation id " + refused.correlationId().orElseThrow())
                    .contains("trace id " + refused.traceId().orElseThrow());

            Diagnosis diagnosis = identity.diagnose(VAULT);
            Finding finding = diagnosis.finding("exchange " + VAULT).orElseThrow();
            Finding root = diagnosis.rootFinding().orElseThrow();
            assertThat(diagnosis.problems()).as("%s", diagnosis).containsExactly(root);
            assertThat(root == finding || root.causeOf().contains(finding.id()))
                    .as("%s", diagnosis)
                    .isTrue();
            assertThat(finding.code()).contains("AADSTS" + code);
            assertThat(finding.httpStatus()).isPresent();
            assertThat(finding.correlationId()).isPresent();
            assertThat(finding.title()).isEqualTo(entry.title());
            assertThat(finding.link()).contains(entry.link());
            assertThat(finding.evidence().get(0)).contains("AADSTS" + code);
            assertThat(root.commands()).isNotEmpty();
            assertThat(root.comments()).hasSameSizeAs(root.commands());
        }
    }

    private void ofEntra(TokenOrigin origin) {
        cluster.writeRaw(entra.issue(application, origin, EXCHANGE));
    }

    private TokenTransport.Request changed(TokenTransport.Request request) {
        Map<String, String> headers = new HashMap<>(request.headers());
        if (contentType != null) {
            headers.put("Content-Type", contentType);
        }
        String uri = request.uri().toString();
        return TokenTransport.Request.of(
                URI.create(tenant == null ? uri : uri.replace(entra.tenantId(), tenant)),
                headers,
                form.apply(request.body()),
                request.timeout());
    }

    private void parameter(String name, String value) {
        form = sent -> sent.replaceFirst("(?<=^|&)" + name + "=[^&]*", value.isEmpty() ? "x=y" : name + "=" + value);
    }

    private void selfSigned(String name) {
        cluster.mint().issuer(name).subject(name).write();
    }
}
