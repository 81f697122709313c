package io.github.wicredential.internal.http;

import io.github.wicredential.thirdparty.okhttp3.OkHttpClient;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes the client for a host of the cluster: no HTTP proxy, and TLS settings of its own. Each client has a fresh TLS
 * context, since a resumed session would skip the checks.
 */
final class DirectClient {

    private DirectClient() {}

    static OkHttpClient create(@Nullable X509TrustManager trust, @Nullable String serverName) {
        X509TrustManager trusted = trust == null ? systemTrust() : trust;
        OkHttpClient client = StandardClient.builder()
                .proxy(Proxy.NO_PROXY)
                .sslSocketFactory(new ServerNameSockets(context(trusted).getSocketFactory(), serverName), trusted)
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

    private static SSLContext context(X509TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JVM offers no TLS", e);
        }
    }

    private static X509TrustManager systemTrust() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The JVM has no trust manager for X.509"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JVM's trust store can't be used", e);
        }
    }
}
