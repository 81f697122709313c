package io.github.wicredential.okhttp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.wicredential.TokenTransport.Request;
import io.github.wicredential.internal.http.EgressProxies;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OkHttpTransportTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @Test
    void sendsTheFormOnceThroughTheApplicationsClientAndFollowsNoRedirect() throws Exception {
        OkHttpClient own = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().header("X-Own", "yes").build()))
                .authenticator((route, response) ->
                        response.request().newBuilder().header("X-Again", "1").build())
                .build();
        OkHttpTransport mine = new OkHttpTransport(own);
        answer(aResponse().withStatus(401));
        mine.post(request(Duration.ofSeconds(30)));
        answer(aResponse().withStatus(302).withHeader("Location", SERVER.baseUrl() + "/elsewhere"));

        assertThat(mine.post(request(Duration.ofSeconds(30))).status()).isEqualTo(302);
        SERVER.verify(2, postRequestedFor(urlEqualTo("/t/oauth2/v2.0/token")).withHeader("X-Own", equalTo("yes")));
        SERVER.verify(0, anyRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void endsWithinTheTimeoutOfTheRequest() {
        answer(aResponse().withFixedDelay(20_000).withBody("{}"));
        OkHttpTransport patient = new OkHttpTransport(new OkHttpClient());

        assertThatThrownBy(() -> patient.post(request(Duration.ofMillis(200))))
                .isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void readsAMiBAndShowsThatThereWasMore() throws Exception {
        OkHttpTransport mine = new OkHttpTransport(new OkHttpClient());
        answer(aResponse().withBody("ä".repeat(600 * 1024)));

        assertThat(mine.post(request(Duration.ofSeconds(30))).body()).hasSize(1024 * 1024 + 1);
    }

    @Test
    void saysOverWhichProxyTheClientGoes() {
        Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example.com", 3128));
        URI authority = URI.create("https://login.microsoftonline.com");

        assertThat(EgressProxies.of(new OkHttpTransport(
                                new OkHttpClient.Builder().proxy(proxy).build()))
                        .proxyFor(authority))
                .contains(proxy);
        assertThat(new OkHttpTransport(
                                new OkHttpClient.Builder().proxy(Proxy.NO_PROXY).build())
                        .proxyFor(authority))
                .isEmpty();
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
