package io.github.wicredential.test;

import io.github.wicredential.thirdparty.nimbusds.jose.crypto.RSASSAVerifier;
import io.github.wicredential.thirdparty.nimbusds.jose.jwk.JWKSet;
import io.github.wicredential.thirdparty.nimbusds.jose.util.JSONObjectUtils;
import io.github.wicredential.thirdparty.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Reads and verifies as a resource server would. */
final class Documents {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Documents() {}

    static HttpResponse<String> get(URI address) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    static Map<String, Object> json(URI address) throws Exception {
        return JSONObjectUtils.parse(get(address).body());
    }

    static boolean verified(String token, URI jwksUri) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys = JWKSet.parse(get(jwksUri).body());
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
        return key != null && jwt.verify(new RSASSAVerifier(key.toRSAKey()));
    }
}
