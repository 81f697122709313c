package io.github.wicredential.internal.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the proxy: the builder's, otherwise the JVM's, otherwise the environment's. */
final class EgressProxySelector extends ProxySelector {

    private final @Nullable ProxyAddress set;
    private final @Nullable ProxyAddress environment;
    private final NoProxy noProxy;

    EgressProxySelector(@Nullable ProxyAddress set, @Nullable ProxyAddress environment, NoProxy noProxy) {
        this.set = set;
        this.environment = environment;
        this.noProxy = noProxy;
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (set != null) {
            return List.of(set.proxy());
        }
        List<Proxy> jvm = jvm(uri);
        if (!jvm.isEmpty()) {
            return jvm;
        }
        return environment == null || noProxy.covers(uri) ? List.of(Proxy.NO_PROXY) : List.of(environment.proxy());
    }

    /** Whether {@code NO_PROXY} keeps an address from the environment's proxy. */
    boolean bypasses(URI uri) {
        return set == null && environment != null && noProxy.covers(uri) && jvm(uri).isEmpty();
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        ProxySelector selector = ProxySelector.getDefault();
        if (set == null && selector != null) {
            selector.connectFailed(uri, address, failure);
        }
    }

    private static List<Proxy> jvm(URI uri) {
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> chosen = selector == null ? List.of() : selector.select(uri);
        boolean proxied = false;
        for (Proxy proxy : chosen) {
            proxied |= proxy.type() != Proxy.Type.DIRECT;
        }
        // If the JVM's properties name a proxy, a direct connection is the result of http.nonProxyHosts.
        return proxied || configured(uri.getScheme() + ".proxyHost") || configured("socksProxyHost")
                ? chosen
                : List.of();
    }

    private static boolean configured(String property) {
        String value = System.getProperty(property);
        return value != null && !value.isBlank();
    }
}
