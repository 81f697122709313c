package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.OneTry;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.internal.assertion.TestJwt;
import io.github.wicredential.internal.binding.LogLines;
import io.github.wicredential.internal.binding.TestCa;
import io.github.wicredential.internal.binding.TokenProxyServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AKS identity bindings through the front door, against a proxy with real TLS. */
class IdentityBindingTest {

    private static final String SNI = "0123456789abcdef.ests.aks";
    private static final String CLIENT = "8b1f6a52-0000-4000-8000-000000000001";
    private static final String TENANT = "11111111-1111-4111-8111-111111111111";
    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String STORAGE = "https://storage.azure.com/.default";

    private final TestCa ca = new TestCa("cluster ca");
    private final TokenProxyServer proxy = new TokenProxyServer(ca.certificateFor("*.ests.aks"));
    private final Map<String, String> variables = new HashMap<>();
    private final List<TokenTransport.Request> toEntra = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    private Path tokenFile;
    private Path caFile;

    /** As the webhook sets up a pod that is annotated for identity bindings. */
    @BeforeEach
    void setUpPod() throws IOException {
        tokenFile = directory.resolve("azure-identity-token");
        caFile = directory.resolve("ca.crt");
        Files.writeString(caFile, ca.pem());
        mount("api://AKSIdentityBinding");
        variables.put("AZURE_CLIENT_ID", CLIENT);
        variables.put("AZURE_TENANT_ID", TENANT);
        variables.put("AZURE_FEDERATED_TOKEN_FILE", tokenFile.toString());
        variables.put("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/");
        variables.put("AZURE_KUBERNETES_TOKEN_PROXY", "https://localhost:" + proxy.port());
        variables.put("AZURE_KUBERNETES_SNI_NAME", SNI);
        variables.put("AZURE_KUBERNETES_CA_FILE", caFile.toString());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void aPodWithABindingGetsItsTokenThroughTheProxyWithoutAnySetting() {
        try (WorkloadIdentity identity = builder().build()) {
            AccessToken token = identity.token(VAULT);

            assertThat(token.value()).isEqualTo(TokenProxyServer.TOKEN);
        }
        TokenProxyServer.Seen seen = proxy.last();
        assertThat(seen.uri()).isEqualTo("/" + TENANT + "/oauth2/v2.0/token");
        assertThat(seen.host()).isEqualTo("localhost:" + proxy.port());
        assertThat(seen.serverNames()).containsExactly(SNI);
        assertThat(URLDecoder.decode(seen.body(), StandardCharsets.UTF_8))
                .contains(
                        "grant_type=client_credentials",
                        "client_id=" + CLIENT,
                        "client_assertion=eyJ",
                        "scope=" + VAULT);
    }

    @Test
    void eachExchangeIsDecidedByTheTokenOfTheMoment() throws IOException {
        try (WorkloadIdentity identity =
                builder().transport(this::answerAsEntra).build()) {
            assertThat(identity.token(VAULT).value()).isEqualTo(TokenProxyServer.TOKEN);

            mount("api://AzureADTokenExchange");
            assertThat(identity.token(STORAGE).value()).isEqualTo("access-token-of-entra");
        }
        assertThat(proxy.seen()).hasSize(1);
        assertThat(toEntra).hasSize(1);
        assertThat(toEntra.get(0).uri())
                .hasToString("https://login.microsoftonline.com/" + TENANT + "/oauth2/v2.0/token");
    }

    @Test
    void offGoesToEntraAndSaysSoWhenEntraRefuses() {
        try (WorkloadIdentity identity = builder()
                .identityBinding(IdentityBindingMode.OFF)
                .transport(new OneTry(request -> TokenTransport.Response.of(
                        401,
                        Map.of(),
                        "{\"error\":\"invalid_client\",\"error_codes\":[700212],\"error_description\":\"AADSTS700212: No "
                                + "matching federated identity record found for presented assertion audience "
                                + "'api://AKSIdentityBinding'.\"}")))
                .build()) {
            assertThatThrownBy(() -> identity.token(VAULT))
                    .isInstanceOf(TokenExchangeException.class)
                    .hasMessageContainingAll("AADSTS700212", "mode is off", "IdentityBindingMode.OFF");
        }
        assertThat(proxy.seen()).isEmpty();
    }

    @Test
    void onSendsAnOrdinaryTokenThroughTheProxyToo() throws IOException {
        mount("api://AzureADTokenExchange");
        try (WorkloadIdentity identity =
                builder().identityBinding(IdentityBindingMode.ON).build()) {
            assertThat(identity.token(VAULT).value()).isEqualTo(TokenProxyServer.TOKEN);
        }
    }

    @Test
    void onRefusesATransportOfTheApplicationsOwn() {
        WorkloadIdentityBuilder builder =
                builder().identityBinding(IdentityBindingMode.ON).transport(this::answerAsEntra);

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("library's own transport");
    }

    @Test
    void strictRefusesTheWebhooksFileBesideItsData() {
        variables.put("AZURE_KUBERNETES_CA_DATA", ca.pem());
        WorkloadIdentityBuilder builder = builder().identityBinding(IdentityBindingMode.STRICT);

        assertThatThrownBy(builder::build).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = IdentityBindingMode.class,
            names = {"ON", "STRICT"})
    void theDoctorNamesTheModeThatIsSet(IdentityBindingMode mode) {
        Diagnosis diagnosis = builder().identityBinding(mode).diagnose(DiagnosisOptions.of(VAULT));

        assertThat(diagnosis.finding("route"))
                .hasValueSatisfying(route -> assertThat(route.evidence())
                        .contains("IdentityBindingMode." + mode + ", whatever the token's audience is"));
    }

    @Test
    void aWebhookWithCaDataIsServedThoughItsFileIsMissing() throws IOException {
        variables.put("AZURE_KUBERNETES_CA_DATA", ca.pem());
        Files.delete(caFile);
        try (WorkloadIdentity identity = builder().build()) {
            assertThat(identity.token(VAULT).value()).isEqualTo(TokenProxyServer.TOKEN);
        }
    }

    @Test
    void noSecretShowsUpInAnyMessageOrLog() throws IOException {
        try (LogLines log = new LogLines()) {
            proxy.answer(403, "{\"kind\":\"Status\",\"message\":\"" + Files.readString(tokenFile) + "\"}");
            refusedWithoutSecrets();
            proxy.show(new TestCa("another").certificateFor(SNI));
            Files.writeString(caFile, ca.pem() + "\n");
            refusedWithoutSecrets();
            Files.writeString(caFile, Files.readString(tokenFile));
            refusedWithoutSecrets();

            assertThat(log.all()).doesNotContain(TestJwt.SIGNATURE, TokenProxyServer.TOKEN, "eyJ");
        }
    }

    private void refusedWithoutSecrets() {
        try (WorkloadIdentity identity =
                builder().transport(new OneTry(this::answerAsEntra)).build()) {
            assertThatThrownBy(() -> identity.token(VAULT))
                    .isInstanceOfSatisfying(WorkloadIdentityException.class, failure -> {
                        StringWriter text = new StringWriter();
                        failure.printStackTrace(new PrintWriter(text, true));
                        assertThat(text.toString()).doesNotContain(TestJwt.SIGNATURE, "eyJ");
                    });
        }
    }

    private WorkloadIdentityBuilder builder() {
        return WorkloadIdentity.builder().environment(variables::get);
    }

    private void mount(String audience) throws IOException {
        Files.writeString(
                tokenFile,
                TestJwt.of("{\"aud\":[\"" + audience
                        + "\"],\"sub\":\"system:serviceaccount:shop:orders\",\"exp\":4102444800}"));
    }

    private TokenTransport.Response answerAsEntra(TokenTransport.Request request) {
        toEntra.add(request);
        return TokenTransport.Response.of(
                200,
                Map.of(),
                "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"access-token-of-entra\"}");
    }
}
