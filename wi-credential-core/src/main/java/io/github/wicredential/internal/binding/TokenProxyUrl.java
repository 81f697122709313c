package io.github.wicredential.internal.binding;

import io.github.wicredential.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Validates the URL of the token proxy. No message quotes it, since it may contain a password. */
final class TokenProxyUrl {

    private static final Pattern SLASHES_AT_END = Pattern.compile("/+$");

    private TokenProxyUrl() {}

    /** The URL without trailing slashes; its path stays encoded as it was. */
    static URI parse(String value) {
        URI uri = uri(value);
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            throw refused("contains a user name or password. Remove everything between '//' and '@'");
        }
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.isOpaque()) {
            throw refused("is not an https URL, and the pod's token must not be sent in plain text");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw refused("names no host");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw refused("has an invalid port");
        }
        if (uri.getRawQuery() != null) {
            throw refused("has a query (after '?')");
        }
        if (uri.getRawFragment() != null) {
            throw refused("has a fragment (after '#')");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = SLASHES_AT_END.matcher(uri.getRawPath()).replaceFirst("");
        return URI.create("https://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }

    private static URI uri(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            // Not chained: the exception quotes the text.
            throw refused("is not a URL (" + e.getReason() + " at position " + e.getIndex() + ")");
        }
    }

    private static ConfigurationException refused(String why) {
        return new ConfigurationException(
                TokenProxySettings.PROXY + " " + why + ". On AKS the webhook sets it, for example "
                        + "to https://kubernetes.default.svc; Builder.identityBinding(IdentityBindingMode.OFF) ignores it.");
    }
}
