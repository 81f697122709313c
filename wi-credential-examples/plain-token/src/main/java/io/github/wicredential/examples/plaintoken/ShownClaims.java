package io.github.wicredential.examples.plaintoken;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import io.github.wicredential.AccessToken;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an access token that tell who may do what, and are no secret.
 *
 * <p>For the eyes of somebody who looks for a mistake. Nothing is verified here, and to a client a token is opaque: its
 * form may change, and some resources' tokens are encrypted. Whoever decides by a token has to verify it first.
 */
final class ShownClaims {

    // What is not named here is not shown: neither the signature nor a claim that somebody adds one day.
    private static final List<String> HARMLESS = List.of("aud", "iss", "tid", "appid", "azp", "oid", "roles", "ver");

    private ShownClaims() {}

    /** In a fixed order; empty if the token cannot be read. */
    static Map<String, Object> of(AccessToken token) {
        Map<String, Object> shown = new LinkedHashMap<>();
        JWTClaimsSet claims = read(token);
        if (claims != null) {
            for (String name : HARMLESS) {
                Object value = claims.toJSONObject().get(name);
                if (value != null) {
                    shown.put(name, value);
                }
            }
        }
        return shown;
    }

    private static @Nullable JWTClaimsSet read(AccessToken token) {
        try {
            return JWTParser.parse(token.value()).getJWTClaimsSet();
        } catch (ParseException e) {
            // Its message may quote the token.
            return null;
        }
    }
}
