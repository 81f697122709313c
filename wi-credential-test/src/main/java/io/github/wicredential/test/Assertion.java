package io.github.wicredential.test;

import io.github.wicredential.thirdparty.nimbusds.jose.JOSEException;
import io.github.wicredential.thirdparty.nimbusds.jose.JWSObject;
import io.github.wicredential.thirdparty.nimbusds.jose.crypto.RSASSAVerifier;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client assertion, decoded but not yet believed. */
final class Assertion {

    private final JWSObject token;
    private final Map<String, Object> claims;

    private Assertion(JWSObject token, Map<String, Object> claims) {
        this.token = token;
        this.claims = claims;
    }

    /** Decodes the compact form, or returns null when it is not three parts of JSON, JSON and signature. */
    static @Nullable Assertion parse(String text) {
        if (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)) {
            return null;
        }
        try {
            JWSObject token = JWSObject.parse(text);
            Map<String, Object> claims = token.getPayload().toJSONObject();
            return claims == null ? null : new Assertion(token, claims);
        } catch (ParseException | IllegalArgumentException e) {
            return null;
        }
    }

    String algorithm() {
        return token.getHeader().getAlgorithm().getName();
    }

    String keyId() {
        String keyId = token.getHeader().getKeyID();
        return keyId == null ? "" : keyId;
    }

    String type() {
        return token.getHeader().getType() == null
                ? ""
                : token.getHeader().getType().getType();
    }

    boolean has(String claim) {
        return claims.get(claim) != null;
    }

    String text(String claim) {
        return Json.text(claims, claim);
    }

    List<String> audiences() {
        return Json.texts(claims, "aud");
    }

    /** The instant of a numeric claim, or null when there is none that can be. */
    @Nullable
    Instant time(String claim) {
        Number seconds = Json.number(claims, claim);
        try {
            return seconds == null ? null : Instant.ofEpochSecond(seconds.longValue());
        } catch (DateTimeException e) {
            return null;
        }
    }

    boolean signedBy(RSAKey key) {
        try {
            return token.verify(new RSASSAVerifier(key));
        } catch (JOSEException e) {
            return false;
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Assertion[jti=" + text("jti") + "]";
    }
}
