package io.github.wicredential.internal.http;

import io.github.wicredential.ConfigurationException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An egress proxy, whose host is resolved on connect, with an optional login. */
record ProxyAddress(
        Proxy proxy, @Nullable String user, @Nullable String password) {

    // With https, too, the proxy itself is spoken to in plain text and only then asked for a tunnel, which is what
    // an HTTPS_PROXY of the form https://proxy:8080 nearly always means.
    private static final Map<String, Integer> HTTP_PORTS = Map.of("http", 80, "https", 443);
    private static final int SOCKS_PORT = 1080;
    private static final Pattern PLACE =
            Pattern.compile("(?:([^@]*)@)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+])(?::([0-9]{1,5})?)?");

    static ProxyAddress parse(String value, String origin) {
        String text = value.strip();
        URI uri = uri(text.contains("://") ? text : "http://" + text, origin);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            // A password with one of these characters would end the host.
            throw refused(
                    origin, "has no usable host or port: percent-encode special characters in a password (%23 for #)");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean socks = scheme.startsWith("socks");
        Integer port = socks ? Integer.valueOf(SOCKS_PORT) : HTTP_PORTS.get(scheme);
        if (port == null) {
            throw refused(origin, "has the scheme '" + scheme + "'");
        }
        // Not URI's own parts: it does not accept underscores in a host, which container names often contain.
        Matcher place = PLACE.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        int given = place.matches() && place.group(3) != null ? Integer.parseInt(place.group(3)) : port;
        if (!place.matches() || given == 0 || given > 65535) {
            throw refused(origin, "has no usable host or port");
        }
        InetSocketAddress address =
                InetSocketAddress.createUnresolved(place.group(2).replaceAll("[\\[\\]]", ""), given);
        String login = place.group(1);
        if (login == null || login.isEmpty()) {
            return new ProxyAddress(new Proxy(socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, address), null, null);
        }
        if (socks) {
            throw refused(origin, "names a SOCKS proxy with a user, which is not supported");
        }
        int colon = login.indexOf(':');
        return new ProxyAddress(
                new Proxy(Proxy.Type.HTTP, address),
                decoded(colon < 0 ? login : login.substring(0, colon)),
                colon < 0 ? "" : decoded(login.substring(colon + 1)));
    }

    /** Hides the login. */
    @Override
    public String toString() {
        return "ProxyAddress[" + proxy + (user == null ? "" : ", login=<hidden>") + "]";
    }

    private static URI uri(String text, String origin) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Not chained: the exception quotes the text, which may contain a password.
            throw refused(origin, "is not a URL; percent-encode special characters in a password (%40 for @)");
        }
    }

    private static String decoded(String part) {
        // A plus sign stands for itself in this part of a URL.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static ConfigurationException refused(String origin, String why) {
        return new ConfigurationException("The proxy from " + origin + " " + why
                + ". Write it as http://proxy.example.com:3128; a login goes before the host, as USER:PASSWORD@.");
    }
}
