package io.github.wicredential.internal.bearer;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.network.Loopback;
import io.github.wicredential.internal.text.SafeText;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hosts to which a token may be sent. */
public final class AllowedHosts {

    private static final Pattern EXACT = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*|[0-9a-f:]*:[0-9a-f:.]*");
    private static final Pattern SUFFIX = Pattern.compile("\\*(\\.[a-z0-9_-]+){2,}");

    private static final int LONGEST = 255;

    private final List<String> hosts;

    private AllowedHosts(List<String> hosts) {
        this.hosts = hosts;
    }

    /**
     * Exact names, or {@code *.suffix} for all below a name of at least two parts; throws a {@link
     * ConfigurationException} if there is none, or one is invalid.
     */
    public static AllowedHosts of(List<String> hosts) {
        if (hosts.isEmpty()) {
            throw new ConfigurationException("No host is named that may receive the token. Name each one, for example "
                    + "graph.microsoft.com or *.vault.azure.net.");
        }
        List<String> lower = hosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (String host : lower) {
            if (!EXACT.matcher(host).matches() && !SUFFIX.matcher(host).matches()) {
                throw new ConfigurationException("The host '" + SafeText.ascii(host, LONGEST) + "' is neither a name "
                        + "alone nor *.suffix with a suffix of two parts or more. Write it without scheme, port and "
                        + "path, for example graph.microsoft.com or *.vault.azure.net.");
            }
        }
        return new AllowedHosts(lower);
    }

    /** Whether a token may be sent there: over https to one of the hosts; plain http is allowed for loopback hosts. */
    public boolean allow(URI uri) {
        String host = uri.getHost();
        // In a URI, an IPv6 address is in brackets.
        return allow(
                uri.getScheme(), host != null && host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    }

    /** The same for a scheme and a host, if they are known. */
    public boolean allow(@Nullable String scheme, @Nullable String host) {
        if (scheme == null || host == null) {
            return false;
        }
        String lower = host.toLowerCase(Locale.ROOT);
        boolean safe = scheme.equalsIgnoreCase("https") || (scheme.equalsIgnoreCase("http") && Loopback.is(lower));
        return safe && hosts.stream().anyMatch(allowed -> matches(allowed, lower));
    }

    private static boolean matches(String allowed, String host) {
        return allowed.startsWith("*") ? host.endsWith(allowed.substring(1)) : host.equals(allowed);
    }
}
