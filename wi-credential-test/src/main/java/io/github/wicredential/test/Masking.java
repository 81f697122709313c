package io.github.wicredential.test;

import java.util.regex.Pattern;

/** Keeps token text out of everything that is shown. */
final class Masking {

    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]{4,}(\\.[A-Za-z0-9_-]*){0,4}");

    private Masking() {}

    static String mask(String text) {
        return JWT.matcher(text).replaceAll("(token)");
    }
}
