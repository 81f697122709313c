package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.assertion.TestJwt;
import io.github.wicredential.internal.binding.TestCa;
import io.github.wicredential.internal.binding.TokenProxyServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doctor looks at the way that the exchange takes, whatever the mode and the token's audience are. */
class DoctorRouteTest {

    private static final String SNI = "0123456789abcdef.ests.aks";
    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String EXCHANGE = "exchange " + VAULT;
    // Nobody listens there: whoever looks at the way to the authority finds that out.
    private static final String AUTHORITY = "http://127.0.0.1:1";

    private final TestCa ca = new TestCa("cluster ca");
    private final TokenProxyServer proxy = new TokenProxyServer(ca.certificateFor("*.ests.aks"));
    private final List<TokenTransport.Request> toEntra = new CopyOnWriteArrayList<>();
    private final Map<String, String> variables = new HashMap<>();

    @TempDir
    Path directory;

    @BeforeEach
    void setUpPod() throws Exception {
        variables.put("AZURE_CLIENT_ID", "8b1f6a52-0000-4000-8000-000000000001");
        variables.put("AZURE_TENANT_ID", "11111111-1111-4111-8111-111111111111");
        variables.put(
                "AZURE_FEDERATED_TOKEN_FILE",
                directory.resolve("azure-identity-token").toString());
        variables.put("AZURE_AUTHORITY_HOST", AUTHORITY);
        variables.put("AZURE_KUBERNETES_TOKEN_PROXY", "https://localhost:" + proxy.port());
        variables.put("AZURE_KUBERNETES_SNI_NAME", SNI);
        Path file = Files.writeString(directory.resolve("ca.crt"), ca.pem());
        variables.put("AZURE_KUBERNETES_CA_FILE", file.toString());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, api://AKSIdentityBinding, true",
        "AUTO, api://AzureADTokenExchange, false",
        "AUTO, API://azureadtokenexchangeusgov, false",
        "AUTO, api://of-our-own, true",
        "ON, api://AKSIdentityBinding, true",
        "ON, api://AzureADTokenExchange, true",
        "ON, api://of-our-own, true",
        "OFF, api://AKSIdentityBinding, false",
        "OFF, api://AzureADTokenExchange, false",
        "OFF, api://of-our-own, false"
    })
    void showsAndProbesTheRouteThatTheExchangeTakes(IdentityBindingMode mode, String audience, boolean throughProxy)
            throws Exception {
        mount(audience);

        Diagnosis diagnosis = diagnose(mode);

        assertThat(proxy.seen()).hasSize(throughProxy ? 1 : 0);
        assertThat(toEntra).hasSize(throughProxy ? 0 : 1);
        Finding route = found(diagnosis, "route");
        assertThat(route.title())
                .isEqualTo(
                        throughProxy
                                ? "Through the cluster's token proxy https://localhost:" + proxy.port()
                                : "Directly to " + AUTHORITY);
        assertThat(route.evidence().get(0)).startsWith("IdentityBindingMode." + mode);
        assertThat(diagnosis.finding("token-proxy").map(Finding::status).filter(Status.OK::equals))
                .isEqualTo(throughProxy ? Optional.of(Status.OK) : Optional.empty());
        assertThat(diagnosis.finding("tcp").isPresent()).isEqualTo(!throughProxy);
        assertThat(diagnosis.finding("authority").isPresent()).isEqualTo(throughProxy);
        assertThat(found(diagnosis, EXCHANGE).status()).isEqualTo(Status.OK);
    }

    @Test
    void aTokenForTheProxyThatGoesToEntraIsAProblemAlsoIfTheProxyIsSet() throws Exception {
        mount("api://AKSIdentityBinding");

        Diagnosis diagnosis = diagnose(IdentityBindingMode.OFF);

        assertThat(found(diagnosis, "audience").title()).isEqualTo("The token is meant for the token proxy");
        assertThat(found(diagnosis, "identity-binding").title()).isEqualTo("The token proxy is not used");
    }

    @Test
    void aProxyThatIsNotTrustedIsFoundOnTheWayToItAndNotAskedAgain() throws Exception {
        mount("api://of-our-own");
        proxy.show(new TestCa("another").certificateFor(SNI));

        Diagnosis diagnosis = diagnose(IdentityBindingMode.AUTO);

        Finding finding = found(diagnosis, "token-proxy");
        assertThat(finding.status()).isEqualTo(Status.PROBLEM);
        assertThat(finding.title()).isEqualTo("The token proxy does not respond");
        assertThat(finding.evidence() + "" + finding.causes() + finding.commands())
                .contains("localhost", "-servername " + SNI)
                .doesNotContain("127.0.0.1:1 ", "HTTPS_PROXY");
        assertThat(diagnosis.problems()).containsExactly(finding);
        assertThat(finding.causeOf()).containsExactly(EXCHANGE);
        assertThat(found(diagnosis, EXCHANGE).link()).isEqualTo(finding.link());
        assertThat(proxy.seen()).isEmpty();
    }

    @Test
    void aRefusalOfTheProxyIsTheProxys() throws Exception {
        mount("api://AKSIdentityBinding");
        proxy.answer(403, "{\"kind\":\"Status\",\"message\":\"forbidden\"}");

        Finding exchange = found(diagnose(IdentityBindingMode.AUTO), EXCHANGE);

        assertThat(exchange.title()).isEqualTo("The token proxy refuses");
        assertThat(exchange.evidence().toString()).contains("use-managed-identity");
    }

    @Test
    void theVariablesThatAreNotAcceptedAreNamedOnce() throws Exception {
        mount("api://AKSIdentityBinding");
        variables.put("AZURE_KUBERNETES_TOKEN_PROXY", "http://user:s3cr3t@localhost");

        Diagnosis diagnosis = diagnose(IdentityBindingMode.AUTO);

        assertThat(diagnosis.problems()).extracting(Finding::id).containsOnlyOnce("identity-binding");
        assertThat(found(diagnosis, "identity-binding").title()).isEqualTo("The token proxy's address is invalid");
        assertThat(diagnosis.finding("configuration")).isEmpty();
        assertThat(found(diagnosis, "route").status()).isEqualTo(Status.SKIPPED);
        assertThat(diagnosis.toString()).doesNotContain("s3cr3t");
    }

    private Diagnosis diagnose(IdentityBindingMode mode) {
        WorkloadIdentityBuilder builder =
                WorkloadIdentity.builder().environment(variables::get).identityBinding(mode);
        if (mode != IdentityBindingMode.ON) {
            builder.transport(this::answerAsEntra);
        }
        return builder.diagnose(DiagnosisOptions.of(VAULT));
    }

    private void mount(String audience) throws Exception {
        Files.writeString(
                directory.resolve("azure-identity-token"),
                TestJwt.of("{\"aud\":[\"" + audience
                        + "\"],\"iss\":\"https://issuer.example/\",\"sub\":\"system:serviceaccount:shop:orders\","
                        + "\"exp\":4102444800}"));
    }

    private TokenTransport.Response answerAsEntra(TokenTransport.Request request) {
        toEntra.add(request);
        return TokenTransport.Response.of(
                200, Map.of(), "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"opaque-token\"}");
    }

    private static Finding found(Diagnosis diagnosis, String id) {
        return diagnosis.finding(id).orElseThrow(() -> new AssertionError("no finding " + id + " in\n" + diagnosis));
    }
}
