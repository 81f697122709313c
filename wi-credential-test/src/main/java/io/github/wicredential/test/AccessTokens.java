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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Signs access tokens with the claims of Entra's version 1.0 app tokens. */
final class AccessTokens {

    private final IssuerKeys keys;
    private final UnaryOperator<String> issuerOfTenant;

    AccessTokens(IssuerKeys keys, UnaryOperator<String> issuerOfTenant) {
        this.keys = keys;
        this.issuerOfTenant = issuerOfTenant;
    }

    String issuer(String tenantId) {
        return issuerOfTenant.apply(tenantId);
    }

    String issue(Attempt attempt, Duration life) {
        LocalApplication application = attempt.application();
        String resource = attempt.resource();
        long now = attempt.now().getEpochSecond();
        String issuer = issuer(application.tenantId());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", resource);
        claims.put("iss", issuer);
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", now + life.toSeconds());
        claims.put("appid", application.clientId());
        claims.put("appidacr", "2");
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
        claims.put("ver", "1.0");
        if (PolicyChecks.declaresCp1(attempt.form())) {
            claims.put("xms_cc", List.of("CP1"));
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
