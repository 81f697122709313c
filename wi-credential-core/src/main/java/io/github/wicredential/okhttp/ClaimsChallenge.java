package io.github.wicredential.okhttp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import okhttp3.Challenge;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Finds the claims that a resource asks for in the {@code WWW-Authenticate} headers of its answer. */
final class ClaimsChallenge {

    private ClaimsChallenge() {}

    /** The decoded JSON; null if there is none, or none that could be sent on. */
    static @Nullable String in(Response answer) {
        for (Challenge challenge : answer.challenges()) {
            String claims = challenge.authParams().get("claims");
            if (challenge.scheme().equalsIgnoreCase("Bearer")
                    && "insufficient_claims".equals(challenge.authParams().get("error"))
                    && claims != null) {
                String json = decoded(claims);
                return json.startsWith("{") ? json : null;
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
