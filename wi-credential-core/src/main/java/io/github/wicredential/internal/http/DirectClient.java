package io.github.wicredential.internal.http;

import io.github.wicredential.thirdparty.okhttp3.OkHttpClient;
import java.net.Proxy;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes the client for a host of the cluster: no HTTP proxy, and TLS settings of its own. Each client has a fresh TLS
 * context, since a resumed session would skip the checks.
 */
final class DirectClient {

    private DirectClient() {}

    static OkHttpClient create(@Nullable X509TrustManager trust, @Nullable String serverName) {
        X509TrustManager trusted = trust == null ? JvmTls.trust() : trust;
        OkHttpClient client = StandardClient.builder()
                .proxy(Proxy.NO_PROXY)
                .sslSocketFactory(
                        new ServerNameSockets(JvmTls.context(trusted).getSocketFactory(), serverName), trusted)
                .build();
        if (serverName == null) {
            return client;
        }
        // OkHttp's own check, which is strict about wildcards and ignores common names, of another name.
        HostnameVerifier strict = client.hostnameVerifier();
        return client.newBuilder()
                .hostnameVerifier((host, session) -> strict.verify(serverName, session))
                .build();
    }
}
