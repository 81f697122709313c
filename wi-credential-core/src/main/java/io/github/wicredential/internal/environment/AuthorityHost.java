package io.github.wicredential.internal.environment;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.network.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validates and normalizes the authority. */
final class AuthorityHost {

    static final String PUBLIC = "https://" + Cloud.Hosts.PUBLIC;

    private static final Pattern ONLY_SLASHES = Pattern.compile("/*");
    private static final Pattern ADFS = Pattern.compile("/adfs(/|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BARE_HOST =
            Pattern.compile("(?:[A-Za-z]+:)?/{0,2}((?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,}(?::[0-9]{1,5})?)(?=[/?#]|$)");

    private AuthorityHost() {}

    static URI parse(String value, String origin, Supplier<Evidence> here) {
        URI uri = uri(value, origin);
        // The user info is checked first, so that no other message shows a password.
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            throw new ConfigurationException("The authority from " + origin + " contains a user name or password. "
                    + "Remove everything between '//' and '@': a federated credential needs no password.");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean http = scheme.equals("http");
        if (!value.contains("://") || (!http && !scheme.equals("https"))) {
            throw refused(value, origin, here, "is not an https URL.", withScheme(value));
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw refused(value, origin, here, "names no host.", PUBLIC);
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String clean = scheme + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        if (http && !Loopback.is(host)) {
            throw refused(
                    value,
                    origin,
                    here,
                    "is plain http, which would expose the pod's token on the network; only loopback hosts may use it.",
                    "https://" + host);
        }
        if (uri.getRawQuery() != null) {
            throw refused(value, origin, here, "has a query (after '?').", clean);
        }
        if (uri.getRawFragment() != null) {
            throw refused(value, origin, here, "has a fragment (after '#').", clean);
        }
        if (ADFS.matcher(uri.getRawPath()).lookingAt()) {
            throw refused(
                    value,
                    origin,
                    here,
                    "names an AD FS server (/adfs), which is not supported: tokens come from Microsoft Entra only, by "
                            + "<authority>/<tenant>/oauth2/v2.0/token.",
                    PUBLIC);
        }
        if (!ONLY_SLASHES.matcher(uri.getRawPath()).matches()) {
            throw refused(
                    value,
                    origin,
                    here,
                    "has a path; the tenant belongs in AZURE_TENANT_ID or Builder.tenantId(...).",
                    clean);
        }
        if (uri.getPort() > 65535 || uri.getPort() == 0) {
            throw refused(value, origin, here, "has an invalid port.", scheme + "://" + host);
        }
        return URI.create(clean);
    }

    /** The same host as an https URL, if the value begins like one that lacks its scheme. */
    private static String withScheme(String value) {
        Matcher host = BARE_HOST.matcher(value);
        return host.lookingAt() ? "https://" + host.group(1).toLowerCase(Locale.ROOT) : PUBLIC;
    }

    private static URI uri(String value, String origin) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            // Neither value nor cause: an unparsable text may contain a password anywhere.
            throw new ConfigurationException("The authority from " + origin + " is not a URL (" + e.getReason()
                    + " at position " + e.getIndex() + "). Set it to a URL such as " + PUBLIC + "."
                    + Identifiers.more(origin, "authority-wrong"));
        }
    }

    private static ConfigurationException refused(
            String value, String origin, Supplier<Evidence> here, String why, String instead) {
        String shown = value.replaceAll("[?#].*", "");
        return new ConfigurationException("The authority '" + Identifiers.shown(shown) + "' from " + origin + " " + why
                + " Set it to a URL such as " + instead + "."
                + (origin.startsWith("AZURE_") ? Identifiers.next("authority-wrong", here.get()) : ""));
    }
}
