package io.github.wicredential.okhttp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Logs in to a proxy that was given with user and password, already with the first request; for the JVM's own proxies
 * it asks the JVM's {@link java.net.Authenticator}.
 */
final class ProxyLogin implements Authenticator {

    private static final String HEADER = "Proxy-Authorization";

    private final @Nullable ProxyAddress set;
    private final @Nullable ProxyAddress environment;

    ProxyLogin(@Nullable ProxyAddress set, @Nullable ProxyAddress environment) {
        this.set = set;
        this.environment = environment;
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        if (response.request().header(HEADER) != null) {
            return null;
        }
        ProxyAddress known = route == null ? null : known(route);
        if (known == null) {
            return Authenticator.JAVA_NET_AUTHENTICATOR.authenticate(route, response);
        }
        if (known.user() == null || known.password() == null) {
            return null;
        }
        return response.request()
                .newBuilder()
                .header(HEADER, Credentials.basic(known.user(), known.password(), StandardCharsets.UTF_8))
                .build();
    }

    /** A password is for the proxy it was given with only. */
    private @Nullable ProxyAddress known(Route route) {
        if (matches(set, route)) {
            return set;
        }
        return matches(environment, route) ? environment : null;
    }

    private static boolean matches(@Nullable ProxyAddress proxy, Route route) {
        return proxy != null
                && proxy.proxy().address() instanceof InetSocketAddress mine
                && route.proxy().address() instanceof InetSocketAddress used
                && mine.getPort() == used.getPort()
                && mine.getHostString().equalsIgnoreCase(used.getHostString());
    }
}
