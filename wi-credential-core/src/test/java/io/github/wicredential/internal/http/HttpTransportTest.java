package io.github.wicredential.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.wicredential.TokenTransport.Request;
import io.github.wicredential.TokenTransport.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final HttpTransport transport = HttpTransport.standard(null, null, null);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void postsTheFormAsItIs() throws Exception {
        answer(aResponse().withStatus(200).withHeader("X-Trace", "7").withBody("{\"a\":\"ä\"}"));

        Response response = transport.post(request(Duration.ofSeconds(30)));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("x-trace")).contains("7");
        assertThat(response.body()).isEqualTo("{\"a\":\"ä\"}");
        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo("/t/oauth2/v2.0/token"))
                        .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded; charset=UTF-8"))
                        .withHeader("client-request-id", equalTo("1"))
                        .withRequestBody(equalTo("a=b%20c&d=%2F")));
    }

    @Test
    void returnsEveryStatusWithItsBody() throws Exception {
        answer(aResponse().withStatus(400).withBody("no"));

        assertThat(transport.post(request(Duration.ofSeconds(30))).body()).isEqualTo("no");
    }

    @Test
    void survivesAnEmptyAnswer() throws Exception {
        answer(aResponse().withStatus(204));

        assertThat(transport.post(request(Duration.ofSeconds(30))).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        answer(aResponse().withStatus(status).withHeader("Location", SERVER.baseUrl() + "/elsewhere"));

        assertThat(transport.post(request(Duration.ofSeconds(30))).status()).isEqualTo(status);
        assertThat(SERVER.getAllServeEvents()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407, 408, 421, 503})
    void sendsTheFormOnceWhateverTheStatus(int status) throws Exception {
        answer(aResponse()
                .withStatus(status)
                .withHeader("Retry-After", "0")
                .withHeader("WWW-Authenticate", "Basic realm=\"x\"")
                .withHeader("Proxy-Authenticate", "Basic realm=\"x\""));

        try {
            assertThat(transport.post(request(Duration.ofSeconds(30))).status()).isEqualTo(status);
        } catch (IOException e) {
            // OkHttp does not accept a 407 from a server that is no proxy.
            assertThat(status).isEqualTo(407);
        }
        assertThat(SERVER.getAllServeEvents()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
    void sendsTheFormOnceWhenTheConnectionBreaks(String fault) {
        answer(aResponse().withFault(Fault.valueOf(fault)));
        // Settings that no other transport has, so that the connection is a new one.
        HttpTransport fresh = HttpTransport.standard(null, null, fault);

        assertThatThrownBy(() -> fresh.post(request(Duration.ofSeconds(30)))).isInstanceOf(IOException.class);
        assertThat(SERVER.getAllServeEvents()).hasSize(1);
    }

    @Test
    void endsWithinTheTimeoutOfTheRequest() {
        answer(aResponse().withFixedDelay(20_000).withBody("{}"));

        assertThatThrownBy(() -> transport.post(request(Duration.ofMillis(200))))
                .isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void readsAMiBAndShowsThatThereWasMore() throws Exception {
        answer(aResponse().withBody("ä".repeat(512 * 1024)));
        assertThat(transport.post(request(Duration.ofSeconds(30))).body()).hasSize(512 * 1024);

        answer(aResponse().withBody("ä".repeat(600 * 1024)));
        assertThat(transport.post(request(Duration.ofSeconds(30))).body()).hasSize(1024 * 1024 + 1);
    }

    @Test
    void failsOnATruncatedAnswer() {
        answer(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

        assertThatThrownBy(() -> transport.post(request(Duration.ofSeconds(30))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void decodesTheCharsetThatTheAnswerNames() throws Exception {
        answer(aResponse()
                .withHeader("Content-Type", "text/plain; charset=ISO-8859-1")
                .withBody(new byte[] {(byte) 0xE4}));

        assertThat(transport.post(request(Duration.ofSeconds(30))).body()).isEqualTo("ä");
    }

    @Test
    void worksAgainAfterClosing() throws Exception {
        answer(aResponse().withBody("{}"));
        transport.post(request(Duration.ofSeconds(30)));
        transport.close();
        transport.close();

        assertThat(transport.post(request(Duration.ofSeconds(30))).status()).isEqualTo(200);
    }

    @Test
    void holdsNoThreadThatKeepsTheProcessAlive() throws Exception {
        answer(aResponse().withBody("{}"));
        transport.post(request(Duration.ofSeconds(30)));

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("OkHttp"))
                .allMatch(Thread::isDaemon);
    }

    private static void answer(ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(urlEqualTo("/t/oauth2/v2.0/token")).willReturn(response));
    }

    private static Request request(Duration timeout) {
        return Request.of(
                URI.create(SERVER.baseUrl() + "/t/oauth2/v2.0/token"),
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8", "client-request-id", "1"),
                "a=b%20c&d=%2F",
                timeout);
    }
}
