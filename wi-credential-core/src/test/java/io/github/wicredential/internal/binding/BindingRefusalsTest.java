package io.github.wicredential.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wicredential.IdentityBindingMode;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TestJwt;
import io.github.wicredential.internal.binding.IdentityBinding.Options;
import io.github.wicredential.internal.environment.Variables;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refusal says, by the proxy and by Entra about a token that was meant for the proxy. */
class BindingRefusalsTest {

    private static final String CLIENT = "8b1f6a52-0000-4000-8000-000000000001";
    private static final String ASSERTION =
            TestJwt.of("{\"aud\":[\"api://AKSIdentityBinding\"],\"sub\":\"system:serviceaccount:shop:orders\"}");
    private static final String RIGHTS = "apiGroup cid.wi.aks.azure.com, resource " + CLIENT;

    /** Of a line, without what the other side says. */
    private static final int LONGEST = 400;

    private final TestCa ca = new TestCa("cluster ca");
    private final TokenProxyServer server = new TokenProxyServer(ca.certificateFor(TokenProxyTransportTest.SNI));
    private final Map<String, String> variables = new HashMap<>();
    private TokenTransport.Response entra = TokenTransport.Response.of(400, Map.of(), "{}");

    @BeforeEach
    void setVariables() {
        variables.put(TokenProxySettings.PROXY, "https://localhost:" + server.port());
        variables.put(TokenProxySettings.SERVER_NAME, TokenProxyTransportTest.SNI);
        variables.put(TokenProxySettings.CA_TEXT, ca.pem());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aKubernetesStatusIsShownCleanedWithTheRightsThatAreNeeded() {
        server.answer(
                403,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"Forbidden\",\"code\":403,"
                        + "\"message\":\"not\\u001b[1m allowed: " + ASSERTION + " " + "x".repeat(600) + "\"}");

        TokenExchangeException failure = refused(IdentityBindingMode.AUTO, ASSERTION);

        assertThat(failure)
                .hasMessageStartingWith("the token proxy localhost refused the token request for ")
                .hasMessageContainingAll(
                        "(HTTP 403): not [1m allowed: <hidden>.<hidden>.<hidden> xxx",
                        "system:serviceaccount:shop:orders",
                        RIGHTS,
                        "use-managed-identity",
                        "az aks identity-binding create",
                        "--explain token-proxy")
                .hasMessageNotContaining(TestJwt.SIGNATURE)
                .hasMessageNotContaining("eyJ");
        assertThat(failure.description().orElseThrow()).hasSize(500);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | no",
                "403 | <html><body>no</body></html>",
                "403 | {\"error\":\"access_denied\"}",
                "400 | {\"kind\":\"Status\",\"message\":\"no such binding\"}",
                "503 | {\"kind\":\"Status\",\"message\":\"no endpoints\"}",
            })
    void everyOtherRefusalNamesTheRightsToo(int status, String body) {
        server.answer(status, body);

        TokenExchangeException failure = refused(IdentityBindingMode.AUTO, ASSERTION);

        assertThat(failure).hasMessageContainingAll("(HTTP " + status, RIGHTS).hasMessageNotContaining("<html>");
        assertThat(failure.retryable()).isEqualTo(status == 503);
    }

    @ParameterizedTest
    @CsvSource({
        "403, 'forbidden: User \"system:anonymous\" cannot post path \"/t/oauth2/v2.0/token\"'",
        "401, Unauthorized",
        "404, the server could not find the requested resource",
    })
    void theApiServersOwnWordsPointAtTheServerName(int status, String message) {
        server.answer(status, "{\"kind\":\"Status\",\"message\":\"" + message.replace("\"", "\\\"") + "\"}");

        assertThat(refused(IdentityBindingMode.AUTO, ASSERTION))
                .hasMessageContainingAll(
                        "answer of the Kubernetes API server",
                        "AZURE_KUBERNETES_SNI_NAME (it is " + TokenProxyTransportTest.SNI + ")",
                        "AZURE_KUBERNETES_TOKEN_PROXY",
                        RIGHTS);
    }

    @ParameterizedTest
    @ValueSource(ints = {700211, 700213, 70025})
    void aRefusalByEntraThatTheProxyPassesOnPointsAtTheBinding(int code) {
        server.answer(401, entraSays(code, "No matching federated identity record found"));

        assertThat(refused(IdentityBindingMode.AUTO, ASSERTION))
                .hasMessageContainingAll("passed on a refusal by Entra", "aks-identity-binding", CLIENT)
                .hasMessageNotContaining("proxy's mode is off");
    }

    @Test
    void otherRefusalsByEntraAreExplainedAsEver() {
        server.answer(400, entraSays(70011, "The provided value for scope is not valid"));

        assertThat(refused(IdentityBindingMode.AUTO, ASSERTION)).hasMessageContaining("AUTHORITY'S HINT");

        server.answer(400, "{\"error\":\"invalid_scope\"}");
        assertThat(refused(IdentityBindingMode.AUTO, ASSERTION)).hasMessageContaining("AUTHORITY'S HINT");
    }

    @Test
    void aRedirectAndAnAnswerThatIsNoTokenPointAtTheProxysVariables() {
        server.answer(exchange -> {
            exchange.getResponseHeaders().add("Location", "https://elsewhere.example/");
            return new TokenProxyServer.Reply(302, "");
        });
        assertThat(refused(IdentityBindingMode.AUTO, ASSERTION))
                .hasMessageContainingAll("redirect to elsewhere.example", "AZURE_KUBERNETES_TOKEN_PROXY");

        server.answer(200, "hello");
        assertThat(refused(IdentityBindingMode.AUTO, ASSERTION))
                .hasMessageContainingAll("plain text", "AZURE_KUBERNETES_TOKEN_PROXY");
    }

    @ParameterizedTest
    @CsvSource({"700211, No matching record for issuer", "700212, audience 'api://AKSIdentityBinding'"})
    void entrasRefusalOfATokenForTheProxySaysThatItsModeIsOff(int code, String description) {
        entra = TokenTransport.Response.of(401, Map.of(), entraSays(code, description));

        assertThat(refused(IdentityBindingMode.OFF, ASSERTION))
                .hasMessageContainingAll(
                        "mode is off", "identityBinding(IdentityBindingMode.OFF)", "--explain binding-token");

        variables.clear();
        assertThat(refused(IdentityBindingMode.AUTO, ASSERTION))
                .hasMessageContainingAll(
                        "mode is off", "AZURE_KUBERNETES_TOKEN_PROXY is not set", "use-identity-binding: \"true\"");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void entraNamingTheAudienceIsEnough() {
        variables.clear();
        entra = TokenTransport.Response.of(
                401, Map.of(), entraSays(700212, "No match for audience 'api://AKSIdentityBinding'"));

        assertThat(refused(IdentityBindingMode.AUTO, TestJwt.of("{}"))).hasMessageContaining("mode is off");
    }

    @Test
    void anOddAudienceCountsAsTheProxysIfThereIsOneThatIsOff() {
        entra = TokenTransport.Response.of(401, Map.of(), entraSays(700212, "No matching record"));

        assertThat(refused(IdentityBindingMode.OFF, TestJwt.of("{\"aud\":\"api://own-name\"}")))
                .hasMessageContaining("mode is off");
    }

    @Test
    void anAudienceIsShownWithoutWhatForgesALineOrMayBeAToken() {
        entra = TokenTransport.Response.of(401, Map.of(), entraSays(700212, "No matching record"));

        assertThat(refused(
                        IdentityBindingMode.OFF,
                        TestJwt.of("{\"aud\":[\"api://own\\n\\u001b[31mname\",\"" + ASSERTION + "\"]}")))
                .hasMessageContaining("(audience api://own??[31mname, <hidden>)")
                .hasMessageNotContainingAny("\u001b", ASSERTION, TestJwt.SIGNATURE);
    }

    @Test
    void entrasRefusalOfAnOrdinaryTokenIsExplainedAsEver() {
        entra = TokenTransport.Response.of(401, Map.of(), entraSays(700212, "No matching record"));
        assertThat(refused(IdentityBindingMode.AUTO, TestJwt.of("{\"aud\":\"api://AzureADTokenExchange\"}")))
                .hasMessageContaining("AUTHORITY'S HINT");

        entra = TokenTransport.Response.of(401, Map.of(), entraSays(700213, "No matching record"));
        variables.clear();
        assertThat(refused(IdentityBindingMode.AUTO, ASSERTION)).hasMessageContaining("AUTHORITY'S HINT");
    }

    private static int description(TokenExchangeException refused) {
        return refused.description().map(String::length).orElse(0);
    }

    private static String entraSays(int code, String what) {
        return "{\"error\":\"invalid_client\",\"error_codes\":[" + code + "],\"error_description\":\"AADSTS" + code
                + ": " + what + "\"}";
    }

    private TokenExchangeException refused(IdentityBindingMode mode, String token) {
        Route direct = Route.toAuthority(
                URI.create("https://login.microsoftonline.com"),
                request -> entra,
                false,
                (refused, sent, assertion) -> "AUTHORITY'S HINT");
        try (IdentityBinding binding = IdentityBinding.of(new Variables(variables::get), new Options(mode, null))) {
            TokenExchange exchange = new TokenExchange(
                    binding.routes(direct, CLIENT), CLIENT, () -> ClientAssertion.of(token), InstantSource.system());
            TokenExchangeException refused = catchThrowableOfType(
                    TokenExchangeException.class,
                    () -> exchange.exchange(new TokenExchange.Request(
                            "t", "https://vault.azure.net/.default", null, false, Duration.ofSeconds(20))));
            assertThat(refused.getMessage().lines())
                    .hasSizeLessThanOrEqualTo(5)
                    .allSatisfy(line -> assertThat(line.length()).isLessThan(LONGEST + description(refused)));
            return refused;
        }
    }
}
