package io.github.wicredential.internal.assertion;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts in the form of a JWT, with a signature that nobody checks here. */
public final class TestJwt {

    /** The third part of every token made here, as long as RS256 makes it; must never show up anywhere. */
    public static final String SIGNATURE =
            part("signature-that-is-a-secret, ".repeat(10).substring(0, 256));

    private TestJwt() {}

    public static String of(String claims) {
        return part("{\"alg\":\"RS256\",\"kid\":\"k1\"}") + "." + part(claims) + "." + SIGNATURE;
    }

    public static String endingAt(long epochSecond) {
        return of("{\"aud\":[\"api://AzureADTokenExchange\"],\"exp\":" + epochSecond + "}");
    }

    public static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
