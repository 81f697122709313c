package io.github.wicredential.test;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request for a token, and what the checks have found out about it so far. A check may use what an earlier check has made sure
 * of: {@link #tenant}, {@link #assertion}, {@link #application}, {@link #resource}. For one thread.
 */
final class TokenRequestEvaluation {

    private static final Set<String> OPENID_SCOPES = Set.of("openid", "profile", "offline_access", "email");

    private final WireRequest request;
    private final String tenantSegment;
    private final Form form;
    private final URI authorityHost;
    private final Instant now;
    private final @Nullable LocalTenant tenant;
    private final @Nullable LocalApplication application;
    private final @Nullable Assertion assertion;
    private final AccessTokens tokens;
    private @Nullable PublishedKeys publishedKeys;

    TokenRequestEvaluation(
            WireRequest request,
            String tenantSegment,
            Form form,
            @Nullable LocalTenant tenant,
            URI authorityHost,
            AccessTokens tokens,
            Instant now) {
        this.request = request;
        this.tenantSegment = tenantSegment;
        this.form = form;
        this.tenant = tenant;
        this.authorityHost = authorityHost;
        this.tokens = tokens;
        this.now = now;
        this.application = tenant == null ? null : tenant.application(form.get("client_id"));
        this.assertion = Assertion.parse(form.get("client_assertion"));
    }

    WireRequest request() {
        return request;
    }

    /** The tenant as the path names it. */
    String tenantSegment() {
        return tenantSegment;
    }

    Form form() {
        return form;
    }

    URI authorityHost() {
        return authorityHost;
    }

    Instant now() {
        return now;
    }

    String clientId() {
        return form.get("client_id");
    }

    @Nullable
    LocalTenant tenantIfKnown() {
        return tenant;
    }

    LocalTenant tenant() {
        return Objects.requireNonNull(tenant, "the tenant is checked before");
    }

    @Nullable
    LocalApplication applicationIfKnown() {
        return application;
    }

    LocalApplication application() {
        return Objects.requireNonNull(application, "the client is checked before");
    }

    @Nullable
    Assertion assertionIfParsed() {
        return assertion;
    }

    Assertion assertion() {
        return Objects.requireNonNull(assertion, "the assertion is checked before");
    }

    /** Which agent identity a blueprint asks for; empty if it does not say. */
    String fmiPath() {
        return form.get("fmi_path");
    }

    /** Whether it is of an agent, or of a blueprint for one. */
    boolean ofAgents() {
        return application().kind() == ClientKind.AGENT || !fmiPath().isEmpty();
    }

    /** The record of the assertion, if this Entra has issued it. */
    AccessTokens.@Nullable Issued issued() {
        return tokens.issued(assertion());
    }

    /** The issuer's keys, fetched when first asked for. Entra need not ask anybody for its own. */
    PublishedKeys publishedKeys() {
        PublishedKeys known = publishedKeys;
        if (known == null) {
            known = issued() != null
                    ? tokens.publishedKeys()
                    : PublishedKeys.of(assertion().text("iss"));
            publishedKeys = known;
        }
        return known;
    }

    /** The scopes asked for, without those of OpenID Connect, which are ignored. */
    List<String> scopes() {
        List<String> scopes = new ArrayList<>();
        Stream.of(form.get("scope").trim().split("\\s+", -1))
                .filter(scope -> !OPENID_SCOPES.contains(scope))
                .forEach(scopes::add);
        return scopes;
    }

    /** The resource of the first scope: everything before the last slash, so that a slash of the resource's own is kept. */
    String resource() {
        return resourceOf(scopes().get(0));
    }

    static String resourceOf(String scope) {
        int slash = scope.lastIndexOf('/');
        return slash < 0 ? scope : scope.substring(0, slash);
    }
}
