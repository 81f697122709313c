package io.github.wicredential.test;

import java.util.regex.Pattern;

/** Keeps token text out of everything that is shown. */
final class Redaction {

    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]{4,}(\\.[A-Za-z0-9_-]*){0,4}");

    private Redaction() {}

    static String redact(String text) {
        return JWT.matcher(text).replaceAll("(token)");
    }
}
