package io.github.wicredential.test;

import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A token request as a {@link LocalEntra} received it, without the credential. Text that looks like a token is masked
 * wherever it appears. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class ReceivedTokenRequest {

    private final Instant receivedAt;
    private final String method;
    private final String path;
    private final String tenant;
    private final SortedSet<String> parameterNames;
    private final String grantType;
    private final String clientId;
    private final String scope;
    private final @Nullable String claims;
    private final @Nullable String assertionId;
    private final Map<String, String> headers;

    private ReceivedTokenRequest(WireRequest request, String tenant, Form form, Instant now) {
        Assertion assertion = Assertion.parse(form.get("client_assertion"));
        String sentClaims = form.get("claims");
        this.receivedAt = now;
        this.method = request.method();
        this.path = Redaction.redact(request.path());
        this.tenant = Redaction.redact(tenant);
        this.parameterNames = form.names();
        this.grantType = Redaction.redact(form.get("grant_type"));
        this.clientId = Redaction.redact(form.get("client_id"));
        this.scope = Redaction.redact(form.get("scope"));
        this.claims = sentClaims.isEmpty() ? null : Redaction.redact(sentClaims);
        this.assertionId = assertion == null ? null : Redaction.redact(assertion.text("jti"));
        this.headers = shown(request.headers());
    }

    static ReceivedTokenRequest of(WireRequest request, String tenant, Form form, Instant now) {
        return new ReceivedTokenRequest(request, tenant, form, now);
    }

    /** {@return when it was received, by Entra's clock} */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** {@return the HTTP method} */
    public String method() {
        return method;
    }

    /** {@return the path} */
    public String path() {
        return path;
    }

    /** {@return the path's tenant segment} */
    public String tenant() {
        return tenant;
    }

    /** {@return the names of the form parameters, including {@code client_assertion} if it was sent} */
    public SortedSet<String> parameterNames() {
        return parameterNames;
    }

    /** {@return the {@code grant_type}; empty if absent} */
    public String grantType() {
        return grantType;
    }

    /** {@return the {@code client_id}; empty if absent} */
    public String clientId() {
        return clientId;
    }

    /** {@return the {@code scope}; empty if absent} */
    public String scope() {
        return scope;
    }

    /** {@return the {@code claims} parameter; null if absent} */
    public @Nullable String claims() {
        return claims;
    }

    /**
     * {@return the assertion's {@code jti}, which shows whether two requests carried the same token; null if there is
     * none}
     */
    public @Nullable String assertionId() {
        return assertionId;
    }

    /** {@return the headers by lower-case name, without credentials} */
    public Map<String, String> headers() {
        return headers;
    }

    /** Shows all parts; none is a secret. */
    @Override
    public String toString() {
        return "ReceivedTokenRequest[receivedAt=" + receivedAt + ", method=" + method + ", path=" + path + ", tenant="
                + tenant + ", parameterNames=" + parameterNames + ", grantType=" + grantType + ", clientId=" + clientId
                + ", scope=" + scope + ", claims=" + claims + ", assertionId=" + assertionId + ", headers=" + headers
                + "]";
    }

    private static Map<String, String> shown(Map<String, String> headers) {
        Map<String, String> shown = new TreeMap<>();
        headers.forEach((name, value) -> {
            boolean credential = name.endsWith("authorization") || name.equals("cookie");
            shown.put(name, credential ? "(not kept)" : Redaction.redact(value));
        });
        return Map.copyOf(shown);
    }
}
