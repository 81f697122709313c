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

    /** The entries of {@code NO_PROXY} that keep an address from the environment's proxy; null if none does. */
    EgressProxy.@Nullable Bypass bypass(URI uri) {
        return set == null && environment != null && jvm(uri).isEmpty() ? noProxy.bypass(uri) : null;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        ProxySelector selector = ProxySelector.getDefault();
        if (set == null && selector != null) {
            selector.connectFailed(uri, address, failure);
        }
    }

    private static List<Proxy> jvm(URI uri) {
        String property = configured(uri.getScheme() + ".proxyHost") ? uri.getScheme() + ".proxy" : "socksProxy";
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> chosen;
        try {
            chosen = selector == null ? List.of() : selector.select(uri);
        } catch (IllegalArgumentException e) {
            // The JDK's own does so for a port that is too high.
            throw JvmProxy.invalid(property, e);
        }
        boolean proxied = false;
        for (Proxy proxy : chosen) {
            if (proxy.type() != Proxy.Type.DIRECT) {
                proxied = true;
                JvmProxy.check(proxy, property);
            }
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
