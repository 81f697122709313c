package io.github.wicredential.internal.http;

import io.github.wicredential.internal.artifacts.Artifacts;
import io.github.wicredential.thirdparty.okhttp3.ConnectionPool;
import io.github.wicredential.thirdparty.okhttp3.OkHttpClient;
import io.github.wicredential.thirdparty.okhttp3.Protocol;
import java.net.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Creates the clients of transports. Token requests are rare, so no connection is kept open between them. */
final class Clients {

    // As many as there are workers, which all identities share; a single identity seldom needs a second.
    private static final int IDLE_CONNECTIONS = 64;

    // Gateways and sidecars may close idle connections after only a second or two.
    private static final int IDLE_SECONDS = 2;

    private Clients() {}

    /** For the authority: through an egress proxy, if there is one. */
    static OkHttpClient standard(@Nullable ProxyAddress set, @Nullable ProxyAddress environment, NoProxy noProxy) {
        X509ExtendedTrustManager trust = JvmTls.trust();
        return builder()
                .sslSocketFactory(JvmTls.context(trust).getSocketFactory(), trust)
                .proxySelector(new EgressProxySelector(set, environment, noProxy))
                .proxyAuthenticator(new ProxyAuthenticator(set, environment))
                .build();
    }

    /**
     * For a host in the cluster: no proxy, and its own TLS settings. Each client has a fresh TLS context, because a
     * resumed session would skip the checks.
     */
    static OkHttpClient direct(@Nullable X509ExtendedTrustManager trust, @Nullable String serverName) {
        X509ExtendedTrustManager trusted = trust == null ? JvmTls.trust() : trust;
        OkHttpClient client = builder()
                .proxy(Proxy.NO_PROXY)
                .sslSocketFactory(new SniSocketFactory(JvmTls.context(trusted).getSocketFactory(), serverName), trusted)
                .build();
        if (serverName == null) {
            return client;
        }
        // OkHttp's own check, which is strict about wildcards and ignores common names, applied to another name.
        HostnameVerifier strict = client.hostnameVerifier();
        return client.newBuilder()
                .hostnameVerifier((host, session) -> strict.verify(serverName, session))
                .build();
    }

    private static OkHttpClient.Builder builder() {
        Artifacts.requireVersionOfCore("wi-credential-thirdparty", OkHttpClient.class);
        return new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS));
    }
}
