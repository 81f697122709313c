package io.github.wicredential.benchmarks.subject;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Texts in the form of a token. Nobody's signature: who gets them only looks at their form. */
public final class TokenText {

    private TokenText() {}

    /**
     * An access token, as opaque as a real one to its client.
     *
     * @param number makes it differ from others
     * @param length how many characters
     * @return the text
     */
    public static String of(long number, int length) {
        String head = "eyJ0eXAiOiJKV1QifQ." + Long.toString(number, Character.MAX_RADIX) + ".";
        return head + "x".repeat(Math.max(1, length - head.length()));
    }

    /**
     * The token that a kubelet would have written.
     *
     * @return a JWT with a made-up signature, valid for a day
     */
    public static String assertion() {
        Instant now = Instant.now();
        String claims = "{\"iss\":\"https://issuer.example/\",\"sub\":\"system:serviceaccount:default:benchmark\","
                + "\"aud\":[\"api://AzureADTokenExchange\"],\"iat\":" + now.getEpochSecond() + ",\"exp\":"
                + now.plusSeconds(86_400).getEpochSecond() + "}";
        return part("{\"alg\":\"RS256\",\"kid\":\"1\"}") + "." + part(claims) + "." + part("s".repeat(256));
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
