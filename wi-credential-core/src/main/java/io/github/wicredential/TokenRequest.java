package io.github.wicredential;

import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.RequestedScope;
import io.github.wicredential.internal.text.SafeText;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a token is requested for: scope, tenant, claims and how long the caller waits.
 *
 * <p>Immutable and thread-safe. Two requests are equal if all their parts are equal.
 *
 * @since 0.1.0
 */
public final class TokenRequest {

    private static final String SUFFIX = "/.default";

    private final String scope;
    private final @Nullable String tenant;
    private final @Nullable String claims;
    private final boolean caeEnabled;
    private final @Nullable Duration timeout;
    private final Duration minRemaining;

    private TokenRequest(
            String scope,
            @Nullable String tenant,
            @Nullable String claims,
            boolean caeEnabled,
            @Nullable Duration timeout,
            Duration minRemaining) {
        this.scope = scope;
        this.tenant = tenant;
        this.claims = claims;
        this.caeEnabled = caeEnabled;
        this.timeout = timeout;
        this.minRemaining = minRemaining;
    }

    /**
     * Creates a request for the identity's own tenant.
     *
     * <p>All scopes must name the same resource and end in {@code /.default}, as the client-credentials grant requires
     * (Microsoft identity platform, client credentials flow). The resource is everything before the last slash, so a
     * resource that itself ends in a slash keeps both: {@code https://database.windows.net//.default}.
     *
     * @param scopes one scope, which may be repeated
     * @return the request
     * @throws ConfigurationException if the scopes name no resource or several
     */
    public static TokenRequest of(String... scopes) {
        String scope = requireOneResource(Objects.requireNonNull(scopes, "scopes"));
        return new TokenRequest(scope, null, null, false, null, Duration.ZERO);
    }

    /**
     * The scope to request.
     *
     * @return a scope that ends in {@code /.default}
     */
    public String scope() {
        return scope;
    }

    /**
     * The tenant that issues the token.
     *
     * @return a tenant id or domain name, or null for the identity's own tenant
     */
    public @Nullable String tenant() {
        return tenant;
    }

    /**
     * The claims challenge to answer.
     *
     * @return decoded JSON, or null; a request with claims always gets a new token
     */
    public @Nullable String claims() {
        return claims;
    }

    /**
     * Whether the caller handles claims challenges, which is declared to Entra as the {@code cp1} capability.
     *
     * @return false unless set by {@link #withCae}
     */
    public boolean caeEnabled() {
        return caeEnabled;
    }

    /**
     * How long the caller waits at most.
     *
     * @return a positive duration, or null for the identity's timeout
     */
    public @Nullable Duration timeout() {
        return timeout;
    }

    /**
     * How long the token must remain valid.
     *
     * @return zero unless set by {@link #withMinRemaining}
     */
    public Duration minRemaining() {
        return minRemaining;
    }

    /**
     * Returns a copy for another tenant, which the identity's builder must allow.
     *
     * @param tenant a tenant id or domain name; null or blank for the identity's own tenant
     * @return the changed copy
     */
    public TokenRequest withTenant(@Nullable String tenant) {
        String other = tenant == null || tenant.isBlank() ? null : tenant.strip();
        return new TokenRequest(scope, other, claims, caeEnabled, timeout, minRemaining);
    }

    /**
     * Returns a copy that answers a claims challenge.
     *
     * @param claims the decoded JSON; null or blank for none
     * @return the changed copy
     * @throws ConfigurationException if the claims are not a JSON object
     */
    public TokenRequest withClaims(@Nullable String claims) {
        String challenge = claims == null || claims.isBlank() ? null : claims.strip();
        if (challenge != null && !challenge.startsWith("{")) {
            throw new ConfigurationException("The claims are not a JSON object. Decode the claims parameter of the "
                    + "WWW-Authenticate header (it is base64) before passing it on.");
        }
        return new TokenRequest(scope, tenant, challenge, caeEnabled, timeout, minRemaining);
    }

    /**
     * Returns a copy that declares whether the caller handles claims challenges.
     *
     * @param caeEnabled whether the caller handles them
     * @return the changed copy
     */
    public TokenRequest withCae(boolean caeEnabled) {
        return new TokenRequest(scope, tenant, claims, caeEnabled, timeout, minRemaining);
    }

    /**
     * Returns a copy with its own timeout.
     *
     * @param timeout how long the caller waits at most, or null for the identity's timeout
     * @return the changed copy
     * @throws ConfigurationException if the timeout is not positive
     */
    public TokenRequest withTimeout(@Nullable Duration timeout) {
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new ConfigurationException(
                    "The timeout of a token request must be positive, but is " + timeout + ".");
        }
        return new TokenRequest(scope, tenant, claims, caeEnabled, timeout, minRemaining);
    }

    /**
     * Returns a copy with a minimum remaining lifetime. A token with less time left is refreshed while the caller
     * waits, unless it was issued within the last 30 s.
     *
     * @param minRemaining how long the token must remain valid, for example for a long session
     * @return the changed copy
     * @throws ConfigurationException if the duration is negative
     */
    public TokenRequest withMinRemaining(Duration minRemaining) {
        if (Objects.requireNonNull(minRemaining, "minRemaining").isNegative()) {
            throw new ConfigurationException(
                    "The minimum remaining lifetime must not be negative, but is " + minRemaining + ".");
        }
        return new TokenRequest(scope, tenant, claims, caeEnabled, timeout, minRemaining);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenRequest request
                && scope.equals(request.scope)
                && Objects.equals(tenant, request.tenant)
                && Objects.equals(claims, request.claims)
                && caeEnabled == request.caeEnabled
                && Objects.equals(timeout, request.timeout)
                && minRemaining.equals(request.minRemaining);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scope, tenant, claims, caeEnabled, timeout, minRemaining);
    }

    /** Shows all parts; none is a secret. */
    @Override
    public String toString() {
        return "TokenRequest[scope=" + scope + ", tenant=" + tenant + ", claims=" + claims + ", caeEnabled="
                + caeEnabled + ", timeout=" + timeout + ", minRemaining=" + minRemaining + "]";
    }

    /** The one scope that all of them are. Without streams: the first token of a process is on this path. */
    private static String requireOneResource(String... scopes) {
        if (scopes.length == 0) {
            throw new ConfigurationException(
                    "No scope was given. Name the resource, for example https://vault.azure.net/.default.");
        }
        String first = Objects.requireNonNull(scopes[0], "scope").strip();
        for (String given : scopes) {
            String scope = Objects.requireNonNull(given, "scope").strip();
            if (scope.indexOf(' ') >= 0) {
                return requireOneResource(String.join(" ", scopes).strip().split(" +", -1));
            }
            if (!scope.endsWith(SUFFIX) || scope.length() == SUFFIX.length() || illegal(scope)) {
                throw notOfTheForm(scope);
            }
            if (!scope.equals(first)) {
                throw new ConfigurationException("The scopes name two resources, '" + shown(first) + "' and '"
                        + shown(scope) + "'. A token is valid for one resource: request one token for each.");
            }
        }
        return first;
    }

    private static ConfigurationException notOfTheForm(String scope) {
        Evidence known = new RequestedScope(scope).tell(new Evidence());
        return new ConfigurationException("The scope '" + shown(scope) + "' is not of the form <resource>/.default, "
                + "which application tokens require. Use "
                + (known.get("rightScope") == null
                        ? "for example https://vault.azure.net/.default"
                        : known.text("{rightScope}"))
                + "; individual permissions cannot be requested"
                + (known.get("permission") == null
                        ? ""
                        : known.text(": {permission} is granted to the client as an application permission"))
                + ".\n  More: " + Guide.get().local("scope-form").link());
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
        return SafeText.ascii(scope, 200);
    }
}
