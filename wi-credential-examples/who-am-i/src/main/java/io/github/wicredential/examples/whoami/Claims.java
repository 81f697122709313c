package io.github.wicredential.examples.whoami;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token, to look at. Nothing is verified here: whoever decides by a token has to verify it. Neither the
 * token nor its signature is kept. What is public is for the template.
 */
final class Claims {

    private final JWTClaimsSet claims;

    private Claims(JWTClaimsSet claims) {
        this.claims = claims;
    }

    /** A token that cannot be read has no claims: an access token's form is a matter of the API that it is for. */
    static Claims of(String token) {
        try {
            return new Claims(JWTParser.parse(token).getJWTClaimsSet());
        } catch (ParseException e) {
            // Its message may quote the token.
            return new Claims(new JWTClaimsSet.Builder().build());
        }
    }

    /** The claim as text; a dash if there is none. */
    public String text(String name) {
        return shown(claims.getClaim(name));
    }

    /** A name within {@code kubernetes.io}, such as that of the pod; a dash if there is none. */
    public String kubernetes(String kind) {
        Object value = claims.getClaim("kubernetes.io") instanceof Map<?, ?> all ? all.get(kind) : null;
        return shown(value instanceof Map<?, ?> named ? named.get("name") : value);
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof Date date) {
            return Times.utc(date.toInstant());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value == null ? "–" : value.toString();
    }
}
