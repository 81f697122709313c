package io.github.wicredential.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TestJwt;
import io.github.wicredential.internal.binding.IdentityBinding.Options;
import io.github.wicredential.internal.environment.Variables;
import io.github.wicredential.internal.exchange.Route;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityBindingTest {

    private static final TokenTransport.Request FORM = TokenTransport.Request.of(
            URI.create("https://127.0.0.1:1/t/oauth2/v2.0/token"), Map.of(), "a=b", Duration.ofSeconds(5));

    private static final URI AUTHORITY = URI.create("https://login.microsoftonline.com");
    private static final URI PROXY = URI.create("https://kubernetes.default.svc");
    private static final TokenTransport OWN = request -> TokenTransport.Response.of(200, Map.of(), "");
    private static final String ENTRA = TestJwt.of("{\"aud\":[\"api://AzureADTokenExchange\"]}");
    private static final String BINDING = TestJwt.of("{\"aud\":[\"api://AKSIdentityBinding\"]}");

    private final Map<String, String> variables = new HashMap<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"api://AzureADTokenExchange\"] | false",
                "\"api://AzureADTokenExchange\" | false",
                "[\"api://AzureADTokenExchangeChina\"] | false",
                "[\"API://azureadtokenexchange\"] | false",
                "[\"https://other\", \"api://AzureADTokenExchange\"] | false",
                "[\"api://AKSIdentityBinding\"] | true",
                "\"api://AKSIdentityBinding\" | true",
                "[\"https://other\"] | true",
                "[] | true",
            })
    void autoLooksAtTheAudienceOfEachToken(String audience, boolean throughProxy) {
        variables.put(TokenProxySettings.PROXY, PROXY.toString());

        assertThat(base(IdentityBindingMode.AUTO, TestJwt.of("{\"aud\":" + audience + "}")))
                .isEqualTo(throughProxy ? PROXY : AUTHORITY);
    }

    @Test
    void autoDecidesAnewForEachExchange() {
        variables.put(TokenProxySettings.PROXY, PROXY.toString());
        Route.Choice routes = routes(IdentityBindingMode.AUTO, null);

        assertThat(routes.of(ClientAssertion.of(BINDING), null).base()).isEqualTo(PROXY);
        assertThat(routes.of(ClientAssertion.of(ENTRA), null).base()).isEqualTo(AUTHORITY);
        assertThat(routes.of(ClientAssertion.of(BINDING), null).base()).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {TokenProxySettings.SERVER_NAME, TokenProxySettings.CA_FILE, TokenProxySettings.CA_TEXT})
    void autoIsOffWithoutTheProxysUrlWhateverElseIsSet(String name) {
        variables.put(TokenProxySettings.PROXY, "  ");
        variables.put(name, "anything");

        assertThat(base(IdentityBindingMode.AUTO, BINDING)).isEqualTo(AUTHORITY);
    }

    @Test
    void onSendsEveryTokenThroughTheProxy() {
        variables.put(TokenProxySettings.PROXY, PROXY + "/");

        assertThat(base(IdentityBindingMode.ON, ENTRA)).isEqualTo(PROXY);
        assertThat(base(IdentityBindingMode.ON, BINDING)).isEqualTo(PROXY);
    }

    @Test
    void onWithoutAnyVariableAsksTheAuthority() {
        variables.put(TokenProxySettings.CA_TEXT, " ");

        assertThat(base(IdentityBindingMode.ON, BINDING)).isEqualTo(AUTHORITY);
    }

    @Test
    void onRefusesTheOtherVariablesWithoutTheProxysUrl() {
        variables.put(TokenProxySettings.SERVER_NAME, "name");
        variables.put(TokenProxySettings.CA_FILE, "/ca.crt");

        assertThatThrownBy(() -> routes(IdentityBindingMode.ON, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "AZURE_KUBERNETES_SNI_NAME, AZURE_KUBERNETES_CA_FILE are set",
                        "AZURE_KUBERNETES_TOKEN_PROXY is not");
    }

    @Test
    void onRefusesACaFileThatIsNotThereAndAutoWaitsForIt() {
        variables.put(TokenProxySettings.PROXY, PROXY.toString());
        variables.put(TokenProxySettings.CA_FILE, "/nowhere/ca.crt");

        assertThatThrownBy(() -> routes(IdentityBindingMode.ON, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("AZURE_KUBERNETES_CA_FILE names /nowhere/ca.crt, which does not exist");
        assertThat(base(IdentityBindingMode.AUTO, BINDING)).isEqualTo(PROXY);
    }

    @Test
    void aFolderInPlaceOfTheCaFileIsNotSaidToBeMissing(@TempDir Path folder) {
        variables.put(TokenProxySettings.PROXY, PROXY.toString());
        variables.put(TokenProxySettings.CA_FILE, folder.toString());

        assertThatThrownBy(() -> routes(IdentityBindingMode.ON, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "which is not a regular file", "Most likely: " + folder + " contains no usable certificate")
                .hasMessageNotContaining("does not exist");
    }

    @Test
    void offIgnoresEvenWrongVariables() {
        variables.put(TokenProxySettings.PROXY, "http://user:password@proxy");

        assertThat(base(IdentityBindingMode.OFF, BINDING)).isEqualTo(AUTHORITY);
    }

    @ParameterizedTest
    @EnumSource(
            value = IdentityBindingMode.class,
            names = {"AUTO", "OFF"})
    void theApplicationsTransportIsKeptForTheAuthority(IdentityBindingMode mode) {
        variables.put(TokenProxySettings.PROXY, PROXY.toString());

        assertThat(routes(mode, OWN).of(ClientAssertion.of(ENTRA), null).transport())
                .isSameAs(OWN);
    }

    @Test
    void onRefusesTheApplicationsTransport() {
        assertThatThrownBy(() -> routes(IdentityBindingMode.ON, OWN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(OWN.getClass().getName(), "library's own transport", "AUTO");
    }

    @Test
    void autoWarnsOnceThatTheApplicationsTransportIsNotUsed() {
        variables.put(TokenProxySettings.PROXY, "https://127.0.0.1:1");
        try (LogLines log = new LogLines()) {
            Route.Choice routes = routes(IdentityBindingMode.AUTO, OWN);
            TokenTransport proxy = routes.of(ClientAssertion.of(BINDING), null).transport();
            assertThat(proxy).isNotSameAs(OWN);
            assertThat(log.warnings()).as("choosing is not using").isEmpty();

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> proxy.post(FORM)).isInstanceOf(TokenExchangeException.class);
            }

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("the token proxy 127.0.0.1", OWN.getClass().getName());
            assertThat(log.all()).doesNotContain(BINDING, TestJwt.SIGNATURE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy, is not an https URL",
        "proxy, is not an https URL",
        "proxy:443, is not an https URL",
        "https:proxy, is not an https URL",
        "https:///path, 'names no host|is not a URL'",
        "https://proxy:0, has an invalid port",
        "https://proxy:70000, has an invalid port",
        "https://user:hunter2@proxy, contains a user name or password",
        "https://hunter2@proxy, contains a user name or password",
        "https://proxy?hunter2, has a query",
        "https://proxy/#hunter2, has a fragment",
        "https://pro xy/hunter2, is not a URL",
    })
    void refusesOtherUrlsOfAProxyWithoutShowingThem(String url, String why) {
        variables.put(TokenProxySettings.PROXY, url);

        assertThatThrownBy(() -> routes(IdentityBindingMode.AUTO, null))
                .isInstanceOf(ConfigurationException.class)
                .hasNoCause()
                .hasMessageStartingWith("AZURE_KUBERNETES_TOKEN_PROXY ")
                .hasMessageMatching("(?s).*(" + why + ").*")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "https://proxy, https://proxy",
        "HTTPS://Proxy/, https://proxy",
        "' https://proxy:8443/a%2Fb// ', https://proxy:8443/a%2Fb",
        "https://[::1]:443/x, https://[::1]:443/x",
    })
    void normalisesTheUrlOfTheProxy(String url, String base) {
        variables.put(TokenProxySettings.PROXY, url);

        assertThat(base(IdentityBindingMode.AUTO, BINDING)).hasToString(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://name", "name:443", "cluster.example.com.", "name.", "10.0.0.1", "a b"})
    void refusesAServerNameThatIsNoName(String name) {
        variables.put(TokenProxySettings.PROXY, PROXY.toString());
        variables.put(TokenProxySettings.SERVER_NAME, name);

        assertThatThrownBy(() -> routes(IdentityBindingMode.AUTO, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("AZURE_KUBERNETES_SNI_NAME is not a host name");
    }

    @Test
    void refusesDataThatIsNoCertificateWithoutShowingIt() {
        variables.put(TokenProxySettings.PROXY, PROXY.toString());
        variables.put(TokenProxySettings.CA_TEXT, "hunter2");

        assertThatThrownBy(() -> routes(IdentityBindingMode.AUTO, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("AZURE_KUBERNETES_CA_DATA contains no PEM certificate")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesAFileNameThatCannotBe() {
        variables.put(TokenProxySettings.PROXY, PROXY.toString());
        variables.put(TokenProxySettings.CA_FILE, "/ca\0.crt");

        assertThatThrownBy(() -> routes(IdentityBindingMode.AUTO, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("AZURE_KUBERNETES_CA_FILE is not a path");
    }

    private URI base(IdentityBindingMode mode, String assertion) {
        return routes(mode, null).of(ClientAssertion.of(assertion), null).base();
    }

    private Route.Choice routes(IdentityBindingMode mode, TokenTransport own) {
        TokenTransport sending = own == null ? request -> null : own;
        return IdentityBinding.of(new Variables(variables::get), new Options(mode, own))
                .routes(Route.toAuthority(AUTHORITY, sending, false, (refused, request, assertion) -> null), "client");
    }
}
