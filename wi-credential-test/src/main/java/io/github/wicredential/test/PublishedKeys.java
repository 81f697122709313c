package io.github.wicredential.test;

import io.github.wicredential.thirdparty.nimbusds.jose.jwk.JWK;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.JWKSet;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer publishes, read over HTTP as Entra reads it: discovery document, then keys.
 *
 * @param problem why there are no keys; null when there are
 */
record PublishedKeys(List<JWK> keys, @Nullable Refusal problem) {

    private static final int MOST_KEYS = 100;
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int TIMEOUT_MILLIS = 10_000;

    static PublishedKeys of(String issuer) {
        String slash = issuer.endsWith("/") ? "" : "/";
        try {
            String discovery = get(issuer + slash + ".well-known/openid-configuration");
            String keys = get(jwksUri(discovery, issuer));
            List<JWK> all = keySet(keys).getKeys();
            return new PublishedKeys(all.subList(0, Math.min(MOST_KEYS, all.size())), null);
        } catch (Unusable e) {
            return new PublishedKeys(List.of(), e.refusal);
        }
    }

    /** The keys of an issuer that is here. */
    static PublishedKeys of(IssuerKeys keys) {
        try {
            return new PublishedKeys(JWKSet.parse(keys.document()).getKeys(), null);
        } catch (ParseException e) {
            throw new IllegalStateException("the issuer's own document cannot be read", e);
        }
    }

    /** The key, whatever its type, or null when the issuer does not publish it. */
    @Nullable
    JWK key(String keyId) {
        return keys.stream()
                .filter(key -> keyId.equals(key.getKeyID()))
                .findFirst()
                .orElse(null);
    }

    boolean verify(Assertion assertion) {
        return key(assertion.keyId()) instanceof RSAKey key && assertion.signedBy(key);
    }

    private static String jwksUri(String discovery, String issuer) throws Unusable {
        Map<String, Object> document;
        try {
            document = Json.parse(discovery);
        } catch (ParseException e) {
            throw malformed("it is not a JSON object");
        }
        if (!Json.text(document, "issuer").equals(issuer)) {
            throw malformed("its issuer differs from the assertion's");
        }
        if (Json.texts(document, "subject_types_supported").isEmpty()) {
            throw malformed("subject_types_supported is empty");
        }
        if ("".equals(document.get("authorization_endpoint"))) {
            throw malformed("authorization_endpoint is empty");
        }
        String jwksUri = Json.text(document, "jwks_uri");
        if (jwksUri.isBlank()) {
            throw malformed("jwks_uri is missing");
        }
        return jwksUri;
    }

    private static JWKSet keySet(String document) throws Unusable {
        try {
            return JWKSet.parse(document);
        } catch (ParseException e) {
            throw new Unusable(
                    Refusal.invalidRequest(900612, "The signing keys of the external OIDC provider cannot be parsed."));
        }
    }

    private static String get(String address) throws Unusable {
        try {
            URLConnection connection = URI.create(address).toURL().openConnection(Proxy.NO_PROXY);
            if (!(connection instanceof HttpURLConnection http)) {
                throw unreachable(90061, address);
            }
            http.setConnectTimeout(TIMEOUT_MILLIS);
            http.setReadTimeout(TIMEOUT_MILLIS);
            http.setInstanceFollowRedirects(false);
            if (http.getResponseCode() != 200) {
                http.disconnect();
                throw unreachable(50166, address);
            }
            try (InputStream in = http.getInputStream()) {
                return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreachable(90061, address);
        }
    }

    private static Unusable unreachable(int code, String address) {
        return new Unusable(
                Refusal.invalidRequest(code, "Request to External OIDC endpoint failed. Endpoint: '" + address + "'."));
    }

    private static Unusable malformed(String what) {
        return new Unusable(Refusal.invalidRequest(
                501661, "The discovery document of the external OIDC provider is malformed: " + what + "."));
    }

    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        Unusable(Refusal refusal) {
            super(refusal.text(), null, false, false);
            this.refusal = refusal;
        }
    }
}
