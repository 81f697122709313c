package io.github.wicredential.internal.bearer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the claims that a resource asks for in the {@code WWW-Authenticate} headers of its answer (Microsoft identity
 * platform, claims challenge).
 */
public final class ClaimsChallenge {

    private ClaimsChallenge() {}

    /**
     * The decoded JSON in the {@code WWW-Authenticate} headers of a 401; null if there is none that can be passed on.
     */
    public static @Nullable String in(List<String> headers) {
        for (String header : headers) {
            for (Challenges.Challenge challenge : Challenges.in(header)) {
                Map<String, String> parameters = challenge.parameters();
                String claims = parameters.get("claims");
                if (challenge.scheme().equalsIgnoreCase("Bearer")
                        && "insufficient_claims".equals(parameters.get("error"))
                        && claims != null) {
                    String json = decoded(claims);
                    return json.startsWith("{") ? json : null;
                }
            }
        }
        return null;
    }

    private static String decoded(String claims) {
        try {
            byte[] bytes = Base64.getDecoder().decode(claims.replace('-', '+').replace('_', '/'));
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
