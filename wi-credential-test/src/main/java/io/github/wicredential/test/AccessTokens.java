package io.github.wicredential.test;

import io.github.wicredential.thirdparty.nimbusds.jose.JOSEException;
import io.github.wicredential.thirdparty.nimbusds.jose.JOSEObjectType;
import io.github.wicredential.thirdparty.nimbusds.jose.JWSAlgorithm;
import io.github.wicredential.thirdparty.nimbusds.jose.JWSHeader;
import io.github.wicredential.thirdparty.nimbusds.jose.JWSObject;
import io.github.wicredential.thirdparty.nimbusds.jose.Payload;
import io.github.wicredential.thirdparty.nimbusds.jose.crypto.RSASSASigner;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Signs access tokens with the claims of Entra's app tokens, of version 1.0 but for assertions, and remembers each. */
final class AccessTokens {

    /** The audience of tokens that are to be assertions, as a URI and as tokens have it. */
    static final String EXCHANGE = "api://AzureADTokenExchange";

    static final String EXCHANGE_ID = "fb60f99c-7a34-4190-8149-302f77469936";

    private static final int MOST_REMEMBERED = 10_000;

    private final IssuerKeys keys;
    private final UnaryOperator<String> issuerOfTenant;

    // By uti; guarded by itself. The oldest are forgotten.
    private final Map<String, Issued> issued = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Issued> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** How a token was obtained: by which client, for what, and for which agent if it is a blueprint's; empty otherwise. */
    record Issued(String tenantId, TokenOrigin origin, String clientId, String resource, String fmiPath) {}

    AccessTokens(IssuerKeys keys, UnaryOperator<String> issuerOfTenant) {
        this.keys = keys;
        this.issuerOfTenant = issuerOfTenant;
    }

    String issuer(String tenantId) {
        return issuerOfTenant.apply(tenantId);
    }

    /** What the federated credential names as the URI has this as its audience (public cloud). */
    static String audience(String uri) {
        return uri.equals(EXCHANGE) ? EXCHANGE_ID : uri;
    }

    /** The token that answers a request: whoever gets it has presented a federated token. */
    String issue(TokenRequestEvaluation evaluation, Duration life) {
        Map<String, Object> claims = claims(evaluation.application(), evaluation.resource(), evaluation.now(), life);
        if (PolicyChecks.declaresCp1(evaluation.form())) {
            claims.put("xms_cc", List.of("CP1"));
        }
        LocalApplication application = evaluation.application();
        LocalApplication blueprint = application.blueprint();
        if (blueprint != null) {
            claims.put("xms_par_app_azp", blueprint.clientId());
            claims.put("xms_act_fct", "11");
            claims.put("xms_sub_fct", "11");
        }
        String agent = evaluation.fmiPath();
        if (!agent.isEmpty()) {
            claims.put(
                    "sub",
                    "/eid1/c/pub/t/" + Uuids.encoded(application.tenantId()) + "/a/"
                            + Uuids.encoded(application.clientId()) + "/" + agent);
        }
        return sign(claims, application, TokenOrigin.FEDERATED_CREDENTIAL, evaluation.resource(), agent);
    }

    String issue(LocalApplication application, TokenOrigin origin, String resource, Instant now, Duration life) {
        Map<String, Object> claims = claims(application, resource, now, life);
        if (origin == TokenOrigin.USER) {
            claims.remove("idtyp");
            claims.put("scp", "user_impersonation");
        }
        return sign(claims, application, origin, resource, "");
    }

    /** How this assertion was obtained, if it is a token that was issued here. */
    @Nullable
    Issued issued(Assertion assertion) {
        synchronized (issued) {
            return issued.get(assertion.text("uti"));
        }
    }

    PublishedKeys publishedKeys() {
        return PublishedKeys.of(keys);
    }

    private Map<String, Object> claims(LocalApplication application, String resource, Instant at, Duration life) {
        boolean exchange = resource.equals(EXCHANGE);
        long now = at.getEpochSecond();
        String issuer = exchange
                ? "https://login.microsoftonline.com/" + application.tenantId() + "/v2.0"
                : issuer(application.tenantId());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", audience(resource));
        claims.put("iss", issuer);
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", now + life.toSeconds());
        claims.put(exchange ? "azp" : "appid", application.clientId());
        claims.put(exchange ? "azpacr" : "appidacr", "2");
        claims.put("idp", issuer);
        claims.put("idtyp", "app");
        claims.put("oid", application.objectId());
        List<String> roles = application.roles(resource);
        if (!roles.isEmpty()) {
            claims.put("roles", roles);
        }
        claims.put("sub", application.objectId());
        claims.put("tid", application.tenantId());
        claims.put("uti", UUID.randomUUID().toString());
        claims.put("ver", exchange ? "2.0" : "1.0");
        return claims;
    }

    private String sign(
            Map<String, Object> claims,
            LocalApplication application,
            TokenOrigin origin,
            String resource,
            String fmiPath) {
        synchronized (issued) {
            issued.put(
                    Json.text(claims, "uti"),
                    new Issued(application.tenantId(), origin, application.clientId(), resource, fmiPath));
        }
        return sign(claims);
    }

    private String sign(Map<String, Object> claims) {
        RSAKey key = keys.current();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        JWSObject token = new JWSObject(header, new Payload(Json.write(claims)));
        try {
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the access token cannot be signed", e);
        }
    }
}
