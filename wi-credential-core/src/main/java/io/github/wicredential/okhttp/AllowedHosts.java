package io.github.wicredential.okhttp;

import io.github.wicredential.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** The hosts to which a token may go. */
final class AllowedHosts {

    private static final Pattern EXACT = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*|[0-9a-f:]*:[0-9a-f:.]*");
    private static final Pattern SUFFIX = Pattern.compile("\\*(\\.[a-z0-9_-]+){2,}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1");

    private final List<String> hosts;

    private AllowedHosts(List<String> hosts) {
        this.hosts = hosts;
    }

    static AllowedHosts of(List<String> hosts) {
        if (hosts.isEmpty()) {
            throw new ConfigurationException("No host is named to which the token may be sent. Name each, for example "
                    + "graph.microsoft.com or *.vault.azure.net.");
        }
        List<String> lower = hosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (String host : lower) {
            if (!EXACT.matcher(host).matches() && !SUFFIX.matcher(host).matches()) {
                throw new ConfigurationException("The host '" + host.replaceAll("[^ -~]", "?") + "' is neither a name "
                        + "alone nor *.suffix with a suffix of two parts or more. Write it without scheme, port and "
                        + "path, for example graph.microsoft.com or *.vault.azure.net.");
            }
        }
        return new AllowedHosts(lower);
    }

    boolean allow(HttpUrl url) {
        String host = url.host();
        boolean safe = url.isHttps() || LOOPBACK.matcher(host).matches();
        return safe && hosts.stream().anyMatch(allowed -> matches(allowed, host));
    }

    private static boolean matches(String allowed, String host) {
        return allowed.startsWith("*") ? host.endsWith(allowed.substring(1)) : host.equals(allowed);
    }
}
