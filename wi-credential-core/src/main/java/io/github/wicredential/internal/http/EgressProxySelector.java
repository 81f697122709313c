package io.github.wicredential.internal.http;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.text.SafeText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chooses the proxy: the builder's, otherwise the JVM's, otherwise the environment's. */
final class EgressProxySelector extends ProxySelector {

    /** What can be a name, or an IPv6 address. */
    private static final Pattern HOST =
            Pattern.compile("[^\\s/@:?#'\"\\\\]+|\\[?[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9]+)?]?");

    /** What surrounds the host in a URL. */
    private static final Pattern AROUND = Pattern.compile("^(?:[A-Za-z0-9]+:)?/*(?:.*@)?|[:/].*$", Pattern.DOTALL);

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int HIGHEST_PORT = 65_535;
    private static final int LONGEST = 100;

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
            // The JDK's own: a port that is none.
            throw invalid(property, e);
        }
        boolean proxied = false;
        for (Proxy proxy : chosen) {
            proxied |= proxy.type() != Proxy.Type.DIRECT;
            if (proxy.address() instanceof InetSocketAddress address
                    && !HOST.matcher(address.getHostString()).matches()) {
                throw invalid(property, null);
            }
        }
        if (proxied && configured(property + "Port") && !isPort(System.getProperty(property + "Port"))) {
            // The JDK takes another port then, and says nothing.
            throw invalid(property, null);
        }
        // If the JVM's properties name a proxy, a direct connection is the result of http.nonProxyHosts.
        return proxied || configured(uri.getScheme() + ".proxyHost") || configured("socksProxyHost")
                ? chosen
                : List.of();
    }

    /** No retry mends it, and neither OkHttp nor the JDK says which setting it is. */
    private static ConfigurationException invalid(String property, @Nullable Exception cause) {
        String host = System.getProperty(property + "Host", "");
        String port = System.getProperty(property + "Port", "");
        String bare = AROUND.matcher(host).replaceAll("");
        if (host.isEmpty()) {
            return new ConfigurationException(
                    "The ProxySelector of this JVM (ProxySelector.getDefault()) names a proxy whose host or port is "
                            + "invalid.",
                    cause);
        }
        boolean ofTheHost = !HOST.matcher(host).matches();
        String given = SafeText.line(host.substring(host.lastIndexOf('@') + 1), LONGEST);
        return new ConfigurationException(
                (ofTheHost
                                ? "-D" + property + "Host is '" + given + "', and a host without scheme, port and path belongs there"
                                : "-D" + property + "Port is '" + SafeText.line(port, LONGEST)
                                        + "', and a number from 1 to 65535 belongs there")
                        + ". Write it as -D" + property + "Host=" + SafeText.line(bare.isEmpty() ? "proxy.example.com" : bare, LONGEST)
                        + " -D" + property + "Port=" + (isPort(port) ? port.strip() : "3128") + ".",
                cause);
    }

    private static boolean isPort(String text) {
        return PORT.matcher(text).matches() && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= HIGHEST_PORT;
    }

    private static boolean configured(String property) {
        String value = System.getProperty(property);
        return value != null && !value.isBlank();
    }
}
