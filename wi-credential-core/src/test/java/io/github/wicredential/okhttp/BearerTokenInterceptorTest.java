package io.github.wicredential.okhttp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenSource;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.WorkloadIdentity;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenInterceptorTest {

    private static final String CLAIMS = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1\"}}}";
    private static final String CHALLENGE = "Bearer realm=\"\", authorization_uri=\"https://login.example/authorize\", "
            + "error=\"insufficient_claims\", claims=\"" + base64(CLAIMS) + "\"";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final List<String> challenges = new ArrayList<>();
    private TokenSource source = () -> token("first");

    @Test
    void sendsTheTokenToANamedHost() throws Exception {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse()));

        assertThat(get("localhost", request("/a").build())).isEqualTo(200);
        assertThat(authorizations()).containsExactly("Bearer first");
    }

    @Test
    void sendsNoTokenToAnotherHost() throws Exception {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse()));

        get("other.example", request("/a").build());

        assertThat(authorizations()).containsExactly("");
    }

    @Test
    void leavesAnAuthorizationOfTheRequestAlone() throws Exception {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", CHALLENGE)));

        get("localhost", request("/a").header("Authorization", "Basic eA==").build());

        assertThat(authorizations()).containsExactly("Basic eA==");
        assertThat(challenges).isEmpty();
    }

    @Test
    void sendsNoTokenAlongARedirectToAnotherHost() throws Exception {
        SERVER.stubFor(any(urlEqualTo("/a"))
                .willReturn(aResponse()
                        .withStatus(302)
                        .withHeader("Location", "http://127.0.0.1:" + SERVER.getPort() + "/b")));
        SERVER.stubFor(any(urlEqualTo("/b"))
                .willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", CHALLENGE)));

        assertThat(get("localhost", request("/a").build())).isEqualTo(401);
        assertThat(authorizations()).containsExactly("Bearer first", "");
        assertThat(challenges).isEmpty();
    }

    @Test
    void answersAClaimsChallengeWithANewToken() throws Exception {
        challengeUnless("second");

        assertThat(get(
                        "localhost",
                        request("/a")
                                .post(RequestBody.create("x".getBytes(StandardCharsets.UTF_8)))
                                .build()))
                .isEqualTo(200);
        assertThat(challenges).containsExactly(CLAIMS);
        assertThat(authorizations()).containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void findsTheChallengeAmongOthers() throws Exception {
        SERVER.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(401)
                        .withHeader(
                                "WWW-Authenticate",
                                "Basic realm=\"x\"",
                                "Bearer error=\"invalid_token\"",
                                "bearer claims=\"" + base64(CLAIMS) + "\", error=\"insufficient_claims\"")));

        get("localhost", request("/a").build());

        assertThat(challenges).containsExactly(CLAIMS);
    }

    @Test
    void answersOneChallengeOnly() throws Exception {
        challengeUnless("nobody");

        assertThat(get("localhost", request("/a").build())).isEqualTo(401);
        assertThat(challenges).hasSize(1);
        assertThat(authorizations()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer error=\"invalid_token\", claims=\"e30=\"",
                "Bearer error=\"insufficient_claims\"",
                "Bearer error=\"insufficient_claims\", claims=\"***\"",
                "Bearer error=\"insufficient_claims\", claims=\"bm90IGpzb24=\"",
                "Pop error=\"insufficient_claims\", claims=\"e30=\"",
                "Basic realm=\"x\""
            })
    void returnsAnyOther401(String challenge) throws Exception {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", challenge)));

        assertThat(get("localhost", request("/a").build())).isEqualTo(401);
        assertThat(challenges).isEmpty();
    }

    @Test
    void understandsUrlSafeBase64() throws Exception {
        String claims = "{\"a\":\"" + "ÿ?>".repeat(4) + "\"}";
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        assertThat(encoded).containsPattern("[_-]");
        SERVER.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(401)
                        .withHeader(
                                "WWW-Authenticate",
                                "Bearer error=\"insufficient_claims\", claims=\"" + encoded + "\"")));

        get("localhost", request("/a").build());

        assertThat(challenges).containsExactly(claims);
    }

    @Test
    void doesNotRepeatABodyThatCanBeSentOnlyOnce() throws Exception {
        challengeUnless("second");

        assertThat(get(
                        "localhost",
                        request("/a").post(new OneShotFormBody(new byte[1])).build()))
                .isEqualTo(401);
        assertThat(challenges).isEmpty();
    }

    @Test
    void answersNoChallengeAsANetworkInterceptor() throws Exception {
        challengeUnless("second");
        OkHttpClient client = new OkHttpClient.Builder()
                .addNetworkInterceptor(interceptor("localhost"))
                .build();

        try (Response answer = client.newCall(request("/a").build()).execute()) {
            assertThat(answer.code()).isEqualTo(401);
        }
        assertThat(authorizations()).containsExactly("Bearer first");
    }

    @Test
    void reportsAFailureAsOkHttpExpectsIt() {
        ConfigurationException failure = new ConfigurationException("no token, do this");
        source = () -> {
            throw failure;
        };

        assertThatThrownBy(() -> get("localhost", request("/a").build()))
                .isInstanceOf(IOException.class)
                .hasMessage("no token, do this")
                .hasCause(failure);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void worksOnAWholeIdentity() throws Exception {
        challengeUnless("token-2");
        List<String> forms = new ArrayList<>();
        TokenTransport entra = form -> {
            forms.add(URLDecoder.decode(form.body(), StandardCharsets.UTF_8));
            return TokenTransport.Response.of(
                    200, Map.of(), "{\"access_token\":\"token-" + forms.size() + "\",\"expires_in\":3600}");
        };
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(name -> null)
                .clientId("client")
                .tenantId("tenant")
                .assertion(() -> "e30.e30.c2ln")
                .transport(entra)
                .build()) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .addInterceptor(
                            new BearerTokenInterceptor(identity, "https://graph.microsoft.com/.default", "localhost"))
                    .build();

            for (int i = 0; i < 2; i++) {
                try (Response answer = client.newCall(request("/a").build()).execute()) {
                    assertThat(answer.code()).isEqualTo(200);
                }
            }
        }
        assertThat(forms).hasSize(2);
        assertThat(forms.get(0)).endsWith("&claims={\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}");
        assertThat(forms.get(1)).contains("\"xms_cc\":{\"values\":[\"cp1\"]}", "\"nbf\":{\"essential\":true");
        assertThat(authorizations()).containsExactly("Bearer token-1", "Bearer token-2", "Bearer token-2");
    }

    private static void challengeUnless(String accepted) {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", CHALLENGE)));
        SERVER.stubFor(any(anyUrl())
                .withHeader("Authorization", equalTo("Bearer " + accepted))
                .willReturn(aResponse()));
    }

    private static Request.Builder request(String path) {
        return new Request.Builder().url("http://localhost:" + SERVER.getPort() + path);
    }

    private BearerTokenInterceptor interceptor(String host) {
        return new BearerTokenInterceptor(
                () -> source.token(),
                claims -> {
                    challenges.add(claims);
                    return token("second");
                },
                List.of(host));
    }

    private int get(String host, Request request) throws IOException {
        OkHttpClient client =
                new OkHttpClient.Builder().addInterceptor(interceptor(host)).build();
        try (Response answer = client.newCall(request).execute()) {
            return answer.code();
        }
    }

    private static List<String> authorizations() {
        List<String> sent = new ArrayList<>();
        SERVER.getAllServeEvents().forEach(event -> {
            String header = event.getRequest().getHeader("Authorization");
            sent.add(0, header == null ? "" : header);
        });
        return sent;
    }

    private static AccessToken token(String value) {
        return new AccessToken(value, Instant.MAX, Instant.MAX);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
