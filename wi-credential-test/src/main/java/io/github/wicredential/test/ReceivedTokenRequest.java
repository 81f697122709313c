package io.github.wicredential.test;

import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LocalEntra} saw of one request for a token: everything but the credential. Text that looks like a token is masked
 * wherever it was sent.
 *
 * @param receivedAt when it came, by Entra's clock
 * @param method the HTTP method
 * @param path the path as sent
 * @param tenant the path's tenant segment
 * @param parameterNames the form's parameter names, among them {@code client_assertion} if it was sent
 * @param grantType the {@code grant_type}; empty if absent
 * @param clientId the {@code client_id}; empty if absent
 * @param scope the {@code scope}; empty if absent
 * @param claims the {@code claims} parameter as sent; null if absent
 * @param assertionId the assertion's {@code jti}, which tells whether two requests carried the same token; null if there is none
 * @param headers the headers by lower-case name, without credentials
 */
public record ReceivedTokenRequest(
        Instant receivedAt,
        String method,
        String path,
        String tenant,
        SortedSet<String> parameterNames,
        String grantType,
        String clientId,
        String scope,
        @Nullable String claims,
        @Nullable String assertionId,
        Map<String, String> headers) {

    static ReceivedTokenRequest of(WireRequest request, String tenant, Form form, Instant now) {
        Assertion assertion = Assertion.parse(form.get("client_assertion"));
        String claims = form.get("claims");
        return new ReceivedTokenRequest(
                now,
                request.method(),
                Masking.mask(request.path()),
                Masking.mask(tenant),
                form.names(),
                Masking.mask(form.get("grant_type")),
                Masking.mask(form.get("client_id")),
                Masking.mask(form.get("scope")),
                claims.isEmpty() ? null : Masking.mask(claims),
                assertion == null ? null : Masking.mask(assertion.text("jti")),
                shown(request.headers()));
    }

    private static Map<String, String> shown(Map<String, String> headers) {
        Map<String, String> shown = new TreeMap<>();
        headers.forEach((name, value) -> {
            boolean credential = name.endsWith("authorization") || name.equals("cookie");
            shown.put(name, credential ? "(not kept)" : Masking.mask(value));
        });
        return Map.copyOf(shown);
    }
}
