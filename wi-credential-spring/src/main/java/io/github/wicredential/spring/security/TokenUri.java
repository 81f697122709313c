package io.github.wicredential.spring.security;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares the address of a registration's token endpoint with an authority's. */
final class TokenUri {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private TokenUri() {}

    /** Whether it has the authority's scheme, host and port. */
    static boolean sameOrigin(@Nullable String tokenUri, URI authority) {
        URI uri = parsed(tokenUri);
        return uri != null
                && uri.getUserInfo() == null
                && uri.getScheme() != null
                && uri.getScheme().equalsIgnoreCase(authority.getScheme())
                && uri.getHost() != null
                && uri.getHost().equalsIgnoreCase(authority.getHost())
                && port(uri) == port(authority);
    }

    /** Whether it is the authority's v2.0 endpoint for a tenant. */
    static boolean isOf(@Nullable String tokenUri, URI authority, String tenant) {
        URI uri = parsed(tokenUri);
        return uri != null
                && sameOrigin(tokenUri, authority)
                && uri.getRawQuery() == null
                && ("/" + tenant + "/oauth2/v2.0/token")
                        .toLowerCase(Locale.ROOT)
                        .equals(String.valueOf(uri.getRawPath()).toLowerCase(Locale.ROOT));
    }

    private static @Nullable URI parsed(@Nullable String uri) {
        try {
            return uri == null ? null : URI.create(uri);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP;
    }
}
