package io.github.wicredential.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.TestJwt;
import io.github.wicredential.internal.exchange.TokenExchange.Grant;
import io.github.wicredential.internal.exchange.TokenExchange.Request;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Platform;
import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.runtime.LibraryThread;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenExchangeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ASSERTION = TestJwt.of("{\"sub\":\"system:serviceaccount:shop:orders\"}");
    private static final URI AUTHORITY = URI.create("https://login.example.com");
    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String REFUSAL = """
            {"error":"invalid_client","error_description":"AADSTS700213: No matching federated identity record found \
            for presented assertion subject 'system:serviceaccount:shop:orders'.\\r\\nTrace ID: \
            0f0e0d0c-0b0a-4909-8807-060504030201\\r\\nCorrelation ID: 11111111-1111-1111-1111-111111111111\\r\\n\
            Timestamp: 2026-03-01 12:00:01Z","error_codes":[700213],"timestamp":"2026-03-01 12:00:01Z",\
            "trace_id":"0f0e0d0c-0b0a-4909-8807-060504030201","correlation_id":"11111111-1111-1111-1111-111111111111",\
            "error_uri":"https://login.microsoftonline.com/error?code=700213"}""";

    private final List<TokenTransport.Request> posted = new ArrayList<>();
    private TokenExchange.Explainer explainer = (refused, request, assertion) -> null;

    @Test
    void postsTheFormOfTheFederatedClientCredentialsFlow() {
        exchange(ok("{\"access_token\":\"t\",\"expires_in\":3599}"), request());

        TokenTransport.Request post = posted.get(0);
        assertThat(posted).hasSize(1);
        assertThat(post.uri()).isEqualTo(URI.create("https://login.example.com/my-tenant/oauth2/v2.0/token"));
        assertThat(post.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(form(post))
                .containsExactly(
                        Map.entry("grant_type", "client_credentials"),
                        Map.entry("client_id", "my-client"),
                        Map.entry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                        Map.entry("client_assertion", ASSERTION),
                        Map.entry("scope", VAULT));
    }

    @Test
    void sendsTheHeadersThatHelpInEntrasLogs() {
        exchange(ok("{\"access_token\":\"t\",\"expires_in\":3599}"), request());
        exchange(ok("{\"access_token\":\"t\",\"expires_in\":3599}"), request());

        Map<String, String> headers = posted.get(0).headers();
        assertThat(headers)
                .containsEntry("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .containsEntry("Accept", "application/json")
                .containsEntry("return-client-request-id", "true")
                .containsEntry("x-client-SKU", "wi-credential")
                .containsEntry("x-ms-lib-capability", "retry-after, h429")
                .doesNotContainKey("Authorization");
        assertThat(headers.get("client-request-id"))
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                .isNotEqualTo(posted.get(1).headers().get("client-request-id"));
    }

    @Test
    void encodesEachValueOnceAndKeepsBothSlashes() {
        exchange(
                ok("{\"access_token\":\"t\",\"expires_in\":3599}"),
                new Request("t", "https://database.windows.net//.default", null, false, Duration.ofSeconds(1)));

        assertThat(posted.get(0).body()).contains("&scope=https%3A%2F%2Fdatabase.windows.net%2F%2F.default");
    }

    @Test
    void declaresTheCapabilityOnlyForCae() {
        exchange(ok("{\"access_token\":\"t\",\"expires_in\":3599}"), claims(null, true));
        exchange(ok("{\"access_token\":\"t\",\"expires_in\":3599}"), claims(null, false));

        assertThat(form(posted.get(0)))
                .containsEntry("claims", "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}");
        assertThat(form(posted.get(1))).doesNotContainKey("claims");
    }

    @Test
    void mergesAChallengeWithTheCapability() {
        String challenge = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1604106651\"}}}";
        exchange(ok("{\"access_token\":\"t\",\"expires_in\":3599}"), claims(challenge, true));
        exchange(ok("{\"access_token\":\"t\",\"expires_in\":3599}"), claims(challenge, false));

        assertThat(form(posted.get(0)))
                .containsEntry(
                        "claims",
                        "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]},\"nbf\":{\"essential\":true,"
                                + "\"value\":\"1604106651\"}}}");
        assertThat(form(posted.get(1))).containsEntry("claims", challenge);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eyJhY2Nlc3NfdG9rZW4iOnt9fQ== | it is not JSON",
                "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp2\"]}}} | the key access_token.xms_cc.values has two",
                "{\"access_token\":true} | the key access_token has two different values",
                "[] | it is not a JSON object"
            })
    void refusesClaimsThatCannotBeSent(String claims, String why) {
        assertThatThrownBy(() -> exchange(ok("{}"), claims(claims, true)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The claims of the token request cannot be sent: " + why)
                .hasMessageEndingWith("after decoding it from base64, unchanged.");
        assertThat(posted).isEmpty();
    }

    @Test
    void returnsTheTokenAndItsTimes() {
        Grant grant = exchange(
                ok("{\"token_type\":\"Bearer\",\"expires_in\":86399,\"ext_expires_in\":86399,\"refresh_in\":43199,"
                        + "\"access_token\":\"s3cret\"}"),
                request());

        assertThat(grant)
                .isEqualTo(new Grant("s3cret", Duration.ofSeconds(86399), Duration.ofSeconds(43199)))
                .hasToString("Grant[accessToken=<hidden>, expiresIn=PT23H59M59S, refreshIn=PT11H59M59S]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"expires_in\":\"3599\" | 3599",
                "\"expires_in\":\" 3599 \" | 3599",
                "\"expires_in\":3599.7 | 3599",
                "\"expires_in\":3599,\"token_type\":\"bEaReR\" | 3599",
                "\"expires_in\":999999999999 | 31536000",
                "\"expires_on\":1772370000 | 3600",
                "\"expires_on\":\"1772370000\" | 3600"
            })
    void understandsTheLifeInEveryForm(String fields, long seconds) {
        Grant grant = exchange(ok("{\"access_token\":\"t\"," + fields + "}"), request());

        assertThat(grant.expiresIn()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(grant.refreshIn()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "3599", "4000", "\"soon\"", "null"})
    void ignoresARefreshTimeThatCannotBeMeant(String refreshIn) {
        Grant grant = exchange(
                ok("{\"access_token\":\"t\",\"expires_in\":3599,\"refresh_in\":" + refreshIn + "}"), request());

        assertThat(grant.refreshIn()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"access_token\":\"s3cret\"} | a token answer with no expires_in",
                "{\"access_token\":\"s3cret\",\"expires_on\":\"03/01/2026 13:00:00\"} | a token answer with no expires_in",
                "{\"access_token\":\"s3cret\",\"expires_in\":0} | a token answer with an expires_in of zero",
                "{\"access_token\":\"s3cret\",\"expires_in\":-1} | a token answer with a negative expires_in",
                "{\"access_token\":\"s3cret\",\"expires_in\":\"soon\"} | an expires_in that is not a number",
                "{\"expires_in\":3599} | a token answer with no access_token",
                "{\"access_token\":\" \",\"expires_in\":3599} | an access_token that is not a string or is empty",
                "{\"access_token\":true,\"expires_in\":3599} | an access_token that is not a string or is empty",
                "{\"access_token\":12345,\"expires_in\":3599} | an access_token that is not a string or is empty",
                "{\"access_token\":[\"s3cret\"],\"expires_in\":3599} | an access_token that is not a string or is empty",
                "{\"access_token\":{\"a\":\"s3cret\"},\"expires_in\":3599} | an access_token that is not a string",
                "{\"access_token\":\"s3cret\\r\\nX-Evil: 1\",\"expires_in\":3599} | not valid in an HTTP header",
                "{\"access_token\":\"s3cret \\u00e4\",\"expires_in\":3599} | not valid in an HTTP header",
                "{\"access_token\":\"s3cret\",\"token_type\":true,\"expires_in\":3599} | a token_type other than Bearer",
                "{\"access_token\":\"s3cret\",\"token_type\":{\"x\":1},\"expires_in\":3599} | a token_type other than",
                "{\"access_token\":\"s3cret\",\"expires_in\":true} | an expires_in that is not a number",
                "{\"access_token\":\"s3cret\",\"expires_in\":[3599]} | an expires_in that is not a number",
                "{\"access_token\":\"s3cret\",\"token_type\":\"pop\",\"expires_in\":3599} | a token_type other than Bearer"
            })
    void refusesATokenAnswerThatIsNotOne(String body, String why) {
        TokenExchangeException failure = failure(ok(body));

        assertThat(failure)
                .hasMessageStartingWith("login.example.com gave ")
                .hasMessageContainingAll(why, "(HTTP 200)", "correlation id " + sentId(), "AZURE_AUTHORITY_HOST")
                .message()
                .doesNotContain("s3cret");
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><p>s3cret | an HTML page",
                "<html>s3cret | an HTML page",
                "<?xml version='1.0'?><s3cret/> | XML or HTML",
                "s3cret | plain text",
                "'' | an empty body",
                "[1] | a JSON array",
                "{\"access_token\":\"s3cret\",\"exp | JSON that is truncated or malformed"
            })
    void survivesWhatIsNoJson(String body, String what) {
        TokenExchangeException ok = failure(ok(body));
        assertThat(ok)
                .hasMessageStartingWith("login.example.com gave " + what + " instead of a token (HTTP 200).")
                .hasMessageContainingAll("proxy, captive portal or gateway", "HTTPS_PROXY")
                .message()
                .doesNotContain("s3cret");
        assertThat(ok.retryable()).isTrue();

        TokenExchangeException unavailable = failure(answer(503, body, Map.of()));
        assertThat(unavailable)
                .hasMessageStartingWith("login.example.com cannot answer the token request for " + VAULT
                        + " (HTTP 503): " + what + " was sent instead of a reason")
                .message()
                .doesNotContain("s3cret");
        assertThat(unavailable.retryable()).isTrue();
        assertThat(unavailable.description()).isEmpty();
    }

    @Test
    void reportsARefusalWithAllThatIsKnown() {
        explainer = (refused, request, assertion) -> refused.errorCodes() + " "
                + assertion.value().equals(ASSERTION) + " " + request.tenant() + " " + request.scope();

        TokenExchangeException failure = failure(answer(401, REFUSAL, Map.of()));

        assertThat(failure)
                .hasMessage("login.example.com refused the token request for " + VAULT
                        + " (HTTP 401, invalid_client, AADSTS700213): [700213] true my-tenant " + VAULT
                        + " [correlation id 11111111-1111-1111-1111-111111111111, trace id "
                        + "0f0e0d0c-0b0a-4909-8807-060504030201, at 2026-03-01 12:00:01Z]");
        assertThat(Exceptions.details(failure))
                .isEqualTo(new ExchangeDetails(
                        401,
                        "invalid_client",
                        List.of(700213),
                        "AADSTS700213: No matching federated identity record found for presented assertion subject "
                                + "'system:serviceaccount:shop:orders'.",
                        "11111111-1111-1111-1111-111111111111",
                        "0f0e0d0c-0b0a-4909-8807-060504030201",
                        "2026-03-01 12:00:01Z",
                        false,
                        null,
                        "[700213] true my-tenant " + VAULT));
    }

    @Test
    void takesCodesAndIdsFromTheDescriptionIfTheyAreOnlyThere() {
        TokenExchangeException failure = failure(answer(400, """
                {"error":"invalid_request","error_description":"AADSTS90061: x AADSTS50166: y Trace ID: \
                0f0e0d0c-0b0a-4909-8807-060504030201 Correlation ID: 22222222-1111-1111-1111-111111111111 Timestamp: \
                2026-03-01 12:00:01Z"}""", Map.of()));

        assertThat(failure.errorCodes()).containsExactly(90061, 50166);
        assertThat(failure.traceId()).contains("0f0e0d0c-0b0a-4909-8807-060504030201");
        assertThat(failure.correlationId()).contains("22222222-1111-1111-1111-111111111111");
        assertThat(failure.timestamp()).contains("2026-03-01 12:00:01Z");
        assertThat(failure.description()).contains("AADSTS90061: x AADSTS50166: y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 01 Mar 2026 12:10:00 GMT | 2026-03-01T12:10:00Z",
                "soon | ",
            })
    void takesTheTimeFromTheHeaderIfTheBodyNamesNone(String date, @Nullable String time) {
        TokenExchangeException failure =
                failure(answer(401, "{\"error\":\"invalid_client\",\"error_codes\":[700024]}", Map.of("Date", date)));

        assertThat(failure.timestamp()).isEqualTo(Optional.ofNullable(time));
        assertThat(failure(answer(401, REFUSAL, Map.of("Date", date))).timestamp())
                .contains("2026-03-01 12:00:01Z");
    }

    @Test
    void fallsBackToTheCorrelationIdThatWasSent() {
        assertThat(failure(answer(400, "{\"error\":\"invalid_request\"}", Map.of()))
                        .correlationId())
                .contains(sentId());
        assertThat(failure(answer(400, "", Map.of("Client-Request-Id", "from-header")))
                        .correlationId())
                .contains("from-header");
    }

    @Test
    void treatsAnErrorWithStatus200AsARefusal() {
        TokenExchangeException failure = failure(ok("{\"error\":\"invalid_client\"}"));

        assertThat(failure)
                .hasMessageStartingWith("login.example.com refused the token request for " + VAULT
                        + " (HTTP 200, invalid_client): no reason was given");
    }

    @Test
    void readsTheMessageOfAKubernetesStatus() {
        TokenExchangeException failure =
                failure(answer(403, "{\"kind\":\"Status\",\"message\":\"forbidden by RBAC\",\"code\":403}", Map.of()));

        assertThat(failure.description()).contains("forbidden by RBAC");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request, false",
        "400, temporarily_unavailable, true",
        "401, invalid_client, false",
        "403, access_denied, false",
        "404, x, false",
        "408, x, true",
        "429, x, true",
        "500, x, true",
        "501, x, false",
        "502, x, true",
        "503, x, true",
        "504, x, true",
        "505, x, false",
        "501, temporarily_unavailable, false"
    })
    void decidesOnRetryByStatusThenError(int status, String error, boolean retryable) {
        TokenExchangeException failure = failure(answer(
                status, "{\"error\":\"" + error + "\",\"error_codes\":[90033],\"error_description\":\"d\"}", Map.of()));

        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.error()).contains(error);
    }

    @Test
    void passesOnHowLongToWait() {
        TokenExchangeException failure = failure(answer(429, "Too Many Requests", Map.of("retry-after", "60")));

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(failure).hasMessageContaining("retry in 60 s at the earliest");
    }

    @Test
    void followsNoRedirectAndShowsOnlyItsHost() {
        TokenExchangeException failure =
                failure(answer(302, "", Map.of("Location", "https://portal.example/login?session=s3cret")));

        assertThat(failure)
                .hasMessageStartingWith("login.example.com answered with a redirect to portal.example (HTTP 302). It "
                        + "is not followed: that would send the pod's token there.")
                .hasMessageContainingAll(
                        "captive portal",
                        ": curl -sSi \"https://login.example.com/",
                        "openid-configuration",
                        "More: ",
                        " not-a-token")
                .message()
                .doesNotContain("s3cret");
        assertThat(failure.retryable()).isFalse();
        assertThat(failure(answer(307, "", Map.of("Location", "::no::"))))
                .hasMessageStartingWith("login.example.com answered with a redirect (HTTP 307).");
    }

    @Test
    void refusesAnAnswerOfMoreThanOneMiB() {
        TokenExchangeException failure = failure(ok(" ".repeat(1024 * 1024) + "{"));

        assertThat(failure)
                .hasMessageStartingWith(
                        "login.example.com gave an answer of more than 1 MiB, which was not read (HTTP 200).");
    }

    @Test
    void takesTheCodesOfTheAnswerBeforeThoseOfItsText() {
        TokenExchangeException failure = failure(answer(
                400,
                "{\"error\":\"invalid_client\",\"error_codes\":[700016,0,-7,2147483647,2147483648],"
                        + "\"error_description\":\"AADSTS700213: No record.\"}",
                Map.of()));

        assertThat(failure.errorCodes()).containsExactly(700016, Integer.MAX_VALUE);
    }

    @Test
    void takesNoMoreThanTenCodesFromAText() {
        String text = IntStream.rangeClosed(1, 11)
                .mapToObj(n -> "AADSTS5000" + (10 + n))
                .collect(Collectors.joining(" "));

        TokenExchangeException failure =
                failure(answer(400, "{\"error\":\"invalid_client\",\"error_description\":\"" + text + "\"}", Map.of()));

        assertThat(failure.errorCodes()).hasSize(10).doesNotContain(500021);
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 300, 399, 400})
    void takesATokenOnlyFromAnAnswerOfSuccess(int status) {
        TokenExchangeException failure =
                failure(answer(status, "{\"access_token\":\"t\",\"expires_in\":3599}", Map.of()));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.getMessage().contains("redirect")).isEqualTo(status == 300 || status == 399);
    }

    @ParameterizedTest
    @CsvSource({"!, true", "~, true", "'a b', false", "'a\\u007Fb', false"})
    void aTokenIsMadeOfVisibleAscii(String token, boolean fine) {
        TokenTransport.Response answer = ok("{\"access_token\":\"" + token + "\",\"expires_in\":3599}");

        if (fine) {
            assertThat(exchange(answer, request()).accessToken()).isEqualTo(token);
        } else {
            assertThat(failure(answer)).hasMessageContaining("not valid in an HTTP header");
        }
    }

    @Test
    void readsAnAnswerOfOneMiB() {
        String token = "{\"access_token\":\"t\",\"expires_in\":3599}";

        assertThat(exchange(ok(token + " ".repeat((1 << 20) - token.length())), request())
                        .accessToken())
                .isEqualTo("t");
    }

    /** Whoever looks at a thread that waits for too long is told what for, and nothing once it is over. */
    @Test
    void saysWhomItsThreadWaitsFor() throws InterruptedException {
        List<String> said = new CopyOnWriteArrayList<>();
        Thread worker = LibraryThread.of("worker", () -> {
            LibraryThread self = (LibraryThread) Thread.currentThread();
            exchangeWith(form -> {
                said.add(String.valueOf(self.doing()));
                return ok("{\"access_token\":\"t\",\"expires_in\":3599}");
            });
            said.add(String.valueOf(self.doing()));
        });
        worker.start();
        worker.join(10_000);

        assertThat(said).containsExactly("it waited for login.example.com", "null");
    }

    @Test
    void cleansTheDescription() {
        String payload = ASSERTION.substring(ASSERTION.indexOf('.') + 1, ASSERTION.lastIndexOf('.'));
        TokenExchangeException failure = failure(answer(
                400,
                "{\"error\":\"invalid_request\",\"error_description\":\"AADSTS50027: bad \\u0000\\u001b[31m" + ASSERTION
                        + "\\r\\nand " + payload + " and " + TestJwt.SIGNATURE
                        + " and abcdefghijklmnopq.abcdefghijklmnopq.abcdefghijklmnopq " + "x".repeat(1000) + "\"}",
                Map.of()));

        assertThat(failure.description().orElseThrow())
                .startsWith("AADSTS50027: bad [31m<hidden>.<hidden>.<hidden> and <hidden> and <hidden> and <hidden> x")
                .endsWith("x...")
                .hasSize(500);
        assertThat(failure.toString()).doesNotContain(TestJwt.SIGNATURE, payload, "\u001b", "\r");
    }

    @Test
    void hidesSecretsInEveryFieldOfAnError() {
        TokenExchangeException failure = failure(answer(
                400,
                "{\"error\":\"" + ASSERTION + "\",\"trace_id\":\"" + ASSERTION + "\",\"correlation_id\":\"" + ASSERTION
                        + "\",\"timestamp\":\"" + ASSERTION + "\"}",
                Map.of()));

        assertThat(failure.toString() + Exceptions.details(failure)).doesNotContain(TestJwt.SIGNATURE, "eyJ");
    }

    @Test
    void survivesAnExplanationThatFails() {
        explainer = (refused, request, assertion) -> {
            throw new IllegalStateException("broken");
        };

        assertThat(failure(answer(401, REFUSAL, Map.of())))
                .hasMessageContaining("AADSTS700213: No matching federated identity record")
                .hasMessageContaining(". See the service principal sign-ins in Entra under the correlation id. [");
    }

    @Test
    void nothingOfKubernetesIsProposedToAPipeline() {
        TokenTransport broken = form -> {
            throw new ConnectException("refused");
        };
        assertThatThrownBy(() -> exchangeWith(broken)).hasMessageContaining(": kubectl ");

        explainer = new TokenExchange.Explainer() {
            @Override
            public Evidence here() {
                return new Platform(Map.of("GITHUB_ACTIONS", "true")::get).tell(new Evidence());
            }

            @Override
            public @Nullable String hint(ExchangeDetails refused, Request request, ClientAssertion assertion) {
                return null;
            }
        };

        assertThatThrownBy(() -> exchangeWith(broken))
                .hasMessageContaining("can be opened")
                .hasMessageNotContaining("kubectl");
    }

    static Stream<Arguments> transportFailures() {
        return Stream.of(
                Arguments.of(
                        new UnknownHostException("login.example.com"),
                        "is not resolved",
                        "getent hosts login.example.com"),
                Arguments.of(new ConnectException("refused"), "can be opened", "egress to login.example.com:443"),
                Arguments.of(new SSLHandshakeException("PKIX path building failed"), "was not trusted", "exempt login"),
                Arguments.of(
                        new IOException("wrapped", new CertificateException("x")), "was not trusted", "exempt login"),
                Arguments.of(new SocketTimeoutException("timeout"), "did not answer within 10 s", "network policy"),
                Arguments.of(new SocketException("Connection reset"), "was reset before", "service mesh"),
                Arguments.of(new EOFException(), "was closed before", "service mesh"),
                Arguments.of(
                        new IOException("Unexpected response code for CONNECT: 403"),
                        "HTTP 403 to CONNECT",
                        "user and"),
                Arguments.of(
                        new IOException("Unexpected response code for CONNECT: 503"),
                        "HTTP 503 to CONNECT",
                        "the proxy itself"),
                Arguments.of(
                        new IOException("Unable to tunnel through proxy. Proxy returns \"HTTP/1.1 502 Bad Gateway\""),
                        "HTTP 502 to CONNECT",
                        "the proxy itself"),
                Arguments.of(new SocketException("SOCKS: Host unreachable"), "the egress proxy", "user and"),
                Arguments.of(new IOException("s3cret"), "the request to login.example.com failed", "See the cause"));
    }

    @ParameterizedTest
    @MethodSource("transportFailures")
    void tellsTheKindsOfNetworkFailureApart(IOException cause, String what, String next) {
        TokenExchangeException failure = catchThrowableOfType(
                TokenExchangeException.class,
                () -> exchangeWith(form -> {
                    posted.add(form);
                    throw cause;
                }));

        assertThat(failure)
                .hasMessageStartingWith("No token: ")
                .hasMessageContainingAll(what, next, cause.getClass().getSimpleName(), "correlation id " + sentId())
                .hasCause(cause)
                .message()
                .doesNotContain("s3cret", TestJwt.SIGNATURE);
        assertThat(failure.status()).isZero();
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.correlationId()).contains(sentId());
        assertThat(failure.hint()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.example.com, login.example.com:443",
        "https://login.example.com:8443, login.example.com:8443",
        "http://127.0.0.1, 127.0.0.1:80"
    })
    void namesThePortThatWasMeant(URI authority, String place) {
        for (IOException failure : List.of(
                new ConnectException("refused"),
                new SSLHandshakeException("PKIX path building failed"),
                new SocketTimeoutException("timeout"),
                new IOException("Unexpected response code for CONNECT: 403"),
                new IOException("other"))) {
            if (failure instanceof SSLException && authority.getScheme().equals("http")) {
                continue;
            }
            TokenExchange exchange = exchange(authority, TokenExchangeTest::assertion, form -> {
                throw failure;
            });

            assertThatThrownBy(() -> exchange.exchange(request())).hasMessageContaining(" " + place);
        }
    }

    @Test
    void aLoginThatTheProxyRefusesIsNotTriedAgain() {
        for (IOException cause : List.of(
                new NetworkFault.ProxyRefused(407, Stream.of("Basic"), "the proxy rejected the user and password"),
                new IOException("Failed to authenticate with proxy"))) {
            TokenExchangeException failure = failure(cause);

            assertThat(failure)
                    .hasMessageContainingAll(
                            "HTTP 407 to CONNECT login.example.com:443; " + cause.getMessage(),
                            "Only Basic authentication");
            assertThat(failure.retryable()).isFalse();
        }
    }

    static Stream<Arguments> notOfTheNetwork() {
        return Stream.of(
                Arguments.of(
                        new NoSuchMethodError("okio.Okio.socket"),
                        "a class that is needed to send the request is missing or does not fit: okio.Okio.socket",
                        "mvn dependency:tree"),
                Arguments.of(
                        new NoClassDefFoundError("java/util/logging/Logger"),
                        "a class of the JDK is missing",
                        "jlink --add-modules java.logging"),
                Arguments.of(
                        new AssertionError(
                                "No System TLS",
                                new KeyStoreException(
                                        "problem accessing trust store",
                                        new IOException("keystore password was incorrect"))),
                        "keystore password was incorrect: the trust store of this JVM cannot be used",
                        "trustStorePassword"),
                Arguments.of(
                        new IllegalStateException("s3cret"),
                        "the application's own transport threw an exception",
                        "Builder.transport"));
    }

    @ParameterizedTest
    @MethodSource("notOfTheNetwork")
    void tellsWhatIsNotTheNetworksDoing(Throwable cause, String what, String next) {
        TokenExchangeException failure = failure(cause);

        assertThat(failure)
                .hasMessageContainingAll(what, next, cause.getClass().getSimpleName())
                .hasCause(cause)
                .message()
                .doesNotContain("s3cret");
        assertThat(failure.retryable()).isEqualTo(cause instanceof IllegalStateException);
    }

    @Test
    void blamesTheApplicationsTransportOnlyIfThereIsOne() {
        Route standard = Route.toAuthority(
                URI.create("https://login.example.com"),
                form -> {
                    throw new IllegalStateException("bug");
                },
                false,
                explainer);
        TokenExchange exchange = new TokenExchange(
                (assertion, agent) -> standard, "my-client", TokenExchangeTest::assertion, InstantSource.fixed(NOW));

        assertThatThrownBy(() -> exchange.exchange(request()))
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContainingAll("ended unexpectedly (IllegalStateException", "No code of the application")
                .message()
                .doesNotContain("transport");
    }

    @Test
    void letsAFinishedExceptionOfATransportThrough() {
        ConfigurationException finished = new ConfigurationException("asked itself");

        assertThatThrownBy(() -> exchangeWith(form -> {
                    throw finished;
                }))
                .isSameAs(finished);
    }

    private TokenExchangeException failure(Throwable cause) {
        return catchThrowableOfType(
                TokenExchangeException.class,
                () -> exchangeWith(form -> {
                    posted.add(form);
                    throw TokenExchangeTest.<RuntimeException>sneaky(cause);
                }));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneaky(Throwable cause) throws T {
        throw (T) cause;
    }

    @Test
    void sendsNothingWithoutAnAssertion() {
        AssertionException none = new AssertionException(AssertionException.Reason.MISSING, null, "no file", null);
        TokenExchange exchange = exchange(
                AUTHORITY,
                () -> {
                    throw none;
                },
                this::unexpected);

        assertThatThrownBy(() -> exchange.exchange(request())).isSameAs(none);
    }

    private static ClientAssertion assertion() {
        return ClientAssertion.of(ASSERTION);
    }

    private TokenTransport.Response unexpected(TokenTransport.Request form) {
        throw new AssertionError("posted " + form.uri());
    }

    private static Request request() {
        return claims(null, false);
    }

    private static Request claims(@Nullable String claims, boolean cae) {
        return new Request("my-tenant", VAULT, claims, cae, Duration.ofSeconds(10));
    }

    private static TokenTransport.Response ok(String body) {
        return answer(200, body, Map.of());
    }

    private static TokenTransport.Response answer(int status, String body, Map<String, String> headers) {
        return TokenTransport.Response.of(status, headers, body);
    }

    private Grant exchange(TokenTransport.Response answer, Request request) {
        return exchange(form -> {
                    posted.add(form);
                    return answer;
                })
                .exchange(request);
    }

    private void exchangeWith(TokenTransport transport) {
        exchange(transport).exchange(request());
    }

    private TokenExchange exchange(TokenTransport transport) {
        return exchange(AUTHORITY, TokenExchangeTest::assertion, transport);
    }

    private TokenExchange exchange(URI authority, Supplier<ClientAssertion> assertions, TokenTransport transport) {
        Route route = Route.toAuthority(authority, transport, true, explainer);
        return new TokenExchange((assertion, agent) -> route, "my-client", assertions, InstantSource.fixed(NOW));
    }

    private TokenExchangeException failure(TokenTransport.Response answer) {
        return catchThrowableOfType(TokenExchangeException.class, () -> exchange(answer, request()));
    }

    private String sentId() {
        return String.valueOf(posted.get(posted.size() - 1).headers().get("client-request-id"));
    }

    private static Map<String, String> form(TokenTransport.Request post) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String field : post.body().split("&", -1)) {
            int equals = field.indexOf('=');
            form.put(
                    field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }
}
