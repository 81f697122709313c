package io.github.wicredential.internal.http;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.text.SafeText;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JVM's proxy settings that no retry mends. Neither OkHttp nor the JDK says which setting it is. */
final class JvmProxy {

    /** What can be a name, or an IPv6 address. */
    private static final Pattern HOST =
            Pattern.compile("[^\\s/@:?#'\"\\\\]+|\\[?[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9]+)?]?");

    /** Host and port in a URL. */
    private static final Pattern URL =
            Pattern.compile("(?:[A-Za-z0-9]+://)?(?:.*@)?([A-Za-z0-9._-]+)(?::([0-9]{1,5}))?(?:/.*)?");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int HIGHEST_PORT = 65_535;
    private static final int LONGEST = 100;

    private JvmProxy() {}

    /** Refuses a proxy that was chosen by properties that begin so, and whose host or port is invalid. */
    static void check(Proxy proxy, String property) {
        boolean host = !(proxy.address() instanceof InetSocketAddress address)
                || HOST.matcher(address.getHostString()).matches();
        String port = System.getProperty(property + "Port", "");
        // The JDK silently takes another port in place of one that is no number.
        if (!host || (!port.isBlank() && !isPort(port))) {
            throw invalid(property, null);
        }
    }

    static ConfigurationException invalid(String property, @Nullable Exception cause) {
        String host = System.getProperty(property + "Host", "");
        String port = System.getProperty(property + "Port", "");
        if (host.isBlank()) {
            return new ConfigurationException(
                    "The proxy that this JVM's ProxySelector names has an invalid host or port.", cause);
        }
        Matcher url = URL.matcher(host);
        boolean named = url.matches();
        String portInside = named && url.group(2) != null ? url.group(2) : "3128";
        String wrong = HOST.matcher(host).matches()
                ? "Port is '" + SafeText.line(port, LONGEST) + "', and a number from 1 to 65535 belongs there"
                : "Host is '" + SafeText.line(host.substring(host.lastIndexOf('@') + 1), LONGEST)
                        + "', and a host without scheme, port and path belongs there";
        return new ConfigurationException(
                "-D" + property + wrong + ". Write it as -D" + property + "Host="
                        + (named ? url.group(1) : "proxy.example.com") + " -D" + property + "Port="
                        + (isPort(port) ? port : portInside) + ".",
                cause);
    }

    /** The proxy for http, which no https request takes; null if there is none. */
    static EgressProxy.@Nullable Overlooked overlooked() {
        String host = System.getProperty("http.proxyHost", "");
        return host.isBlank()
                ? null
                : new EgressProxy.Overlooked(
                        "-Dhttp.proxyHost", host + ":" + System.getProperty("http.proxyPort", "80"));
    }

    private static boolean isPort(String text) {
        return PORT.matcher(text).matches() && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= HIGHEST_PORT;
    }
}
