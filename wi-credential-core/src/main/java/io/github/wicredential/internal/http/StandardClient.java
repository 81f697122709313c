package io.github.wicredential.internal.http;

import io.github.wicredential.internal.artifacts.Artifacts;
import io.github.wicredential.thirdparty.okhttp3.ConnectionPool;
import io.github.wicredential.thirdparty.okhttp3.OkHttpClient;
import io.github.wicredential.thirdparty.okhttp3.Protocol;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the client of the default transport. Token requests are rare, so nothing is held open between them. */
final class StandardClient {

    // As many as there are workers, which all identities share; one alone seldom needs a second.
    private static final int IDLE_CONNECTIONS = 64;

    // Gateways and sidecars close idle connections after as little as a second or two.
    private static final int IDLE_SECONDS = 2;

    private StandardClient() {}

    static OkHttpClient create(@Nullable ProxyAddress set, @Nullable ProxyAddress environment, NoProxy noProxy) {
        X509TrustManager trust = JvmTls.trust();
        return builder()
                .sslSocketFactory(JvmTls.context(trust).getSocketFactory(), trust)
                .proxySelector(new ProxyChoice(set, environment, noProxy))
                .proxyAuthenticator(new ProxyLogin(set, environment))
                .build();
    }

    static OkHttpClient.Builder builder() {
        Artifacts.requireVersionOfCore("wi-credential-thirdparty", OkHttpClient.class);
        return new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS));
    }
}
