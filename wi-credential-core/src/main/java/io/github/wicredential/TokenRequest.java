package io.github.wicredential;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a token is wanted for.
 *
 * <p>Immutable. The scopes must all mean one resource and end in {@code /.default}, as the client-credentials grant
 * demands (Microsoft identity platform, client credentials flow). The resource is everything before the last slash,
 * so a resource that itself ends in a slash keeps both: {@code https://database.windows.net//.default}.
 *
 * @param scopes one scope, or the same one several times
 * @param tenant the tenant to ask, or null for the credential's own; others must be allowed in the builder
 * @param claims the JSON of a claims challenge, decoded, or null; a request with claims always gets a new token
 * @param caeEnabled whether the caller handles claims challenges; declares the {@code cp1} capability
 * @param timeout how long the caller is ready to wait, or null for the credential's own timeout
 * @param minRemaining how long the token must still be usable; a shorter one is renewed while the caller waits, unless it
 *     is less than 30 s old and so as long as tokens last
 */
public record TokenRequest(
        List<String> scopes,
        @Nullable String tenant,
        @Nullable String claims,
        boolean caeEnabled,
        @Nullable Duration timeout,
        Duration minRemaining) {

    private static final String SUFFIX = "/.default";

    /**
     * Checks the parts.
     *
     * @throws ConfigurationException if the scopes name no resource or several, or a part can't be meant as given
     */
    public TokenRequest {
        Objects.requireNonNull(minRemaining, "minRemaining");
        scopes = List.of(requireOneResource(Objects.requireNonNull(scopes, "scopes")));
        tenant = tenant == null || tenant.isBlank() ? null : tenant.strip();
        claims = claims == null || claims.isBlank() ? null : claims.strip();
        if (claims != null && !claims.startsWith("{")) {
            throw new ConfigurationException("The claims are not a JSON object. Decode the claims parameter of the "
                    + "WWW-Authenticate header (it is base64) before passing it on.");
        }
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new ConfigurationException(
                    "The timeout of a token request must be positive, but is " + timeout + ".");
        }
        if (minRemaining.isNegative()) {
            throw new ConfigurationException(
                    "The remaining life asked for must not be negative, but is " + minRemaining + ".");
        }
    }

    /**
     * A plain request.
     *
     * @param scopes one scope, or the same one several times
     * @return the request, for the credential's own tenant
     * @throws ConfigurationException if the scopes name no resource or several
     */
    public static TokenRequest of(String... scopes) {
        return new TokenRequest(
                Arrays.asList(Objects.requireNonNull(scopes, "scopes")), null, null, false, null, Duration.ZERO);
    }

    /**
     * The one scope that is sent.
     *
     * @return a scope that ends in {@code /.default}
     */
    public String scope() {
        return scopes.get(0);
    }

    /**
     * The same request for another tenant.
     *
     * @param other the tenant, or null for the credential's own
     * @return the changed copy
     */
    public TokenRequest withTenant(@Nullable String other) {
        return new TokenRequest(scopes, other, claims, caeEnabled, timeout, minRemaining);
    }

    /**
     * The same request, answering a claims challenge.
     *
     * @param challenge the decoded JSON, or null
     * @return the changed copy
     */
    public TokenRequest withClaims(@Nullable String challenge) {
        return new TokenRequest(scopes, tenant, challenge, caeEnabled, timeout, minRemaining);
    }

    /**
     * The same request, declaring or not that the caller handles claims challenges.
     *
     * @param enabled whether it does
     * @return the changed copy
     */
    public TokenRequest withCae(boolean enabled) {
        return new TokenRequest(scopes, tenant, claims, enabled, timeout, minRemaining);
    }

    /**
     * The same request with a deadline of its own.
     *
     * @param limit how long the caller is ready to wait, or null for the credential's own timeout
     * @return the changed copy
     */
    public TokenRequest withTimeout(@Nullable Duration limit) {
        return new TokenRequest(scopes, tenant, claims, caeEnabled, limit, minRemaining);
    }

    /**
     * The same request for a token that lasts.
     *
     * @param life how long the token must still be usable, for example for a long session
     * @return the changed copy
     */
    public TokenRequest withMinRemaining(Duration life) {
        return new TokenRequest(scopes, tenant, claims, caeEnabled, timeout, Objects.requireNonNull(life, "life"));
    }

    /** The one scope that all of them are. Without streams: the first token of a process is on this path. */
    private static String requireOneResource(List<String> scopes) {
        if (scopes.isEmpty()) {
            throw new ConfigurationException(
                    "No scope was given. Name the resource, for example https://vault.azure.net/.default.");
        }
        String first = Objects.requireNonNull(scopes.get(0), "scope").strip();
        for (String given : scopes) {
            String scope = Objects.requireNonNull(given, "scope").strip();
            if (!scope.endsWith(SUFFIX) || scope.length() == SUFFIX.length() || illegal(scope)) {
                throw new ConfigurationException("The scope '" + shown(scope) + "' is not of the form "
                        + "<resource>/.default, which an application's own token needs. Use for example "
                        + "https://vault.azure.net/.default; single permissions can't be asked for.");
            }
            if (!scope.equals(first)) {
                throw new ConfigurationException("The scopes name two resources, '" + shown(first) + "' and '"
                        + shown(scope) + "'. A token is for one resource: ask once for each.");
            }
        }
        return first;
    }

    private static boolean illegal(String scope) {
        for (int i = 0; i < scope.length(); i++) {
            char c = scope.charAt(i);
            if (c <= ' ' || c > '~' || c == '"' || c == '\\') {
                return true;
            }
        }
        return false;
    }

    private static String shown(String scope) {
        String clean = scope.replaceAll("[^ -~]", "?");
        return clean.length() > 200 ? clean.substring(0, 200) + "…" : clean;
    }
}
