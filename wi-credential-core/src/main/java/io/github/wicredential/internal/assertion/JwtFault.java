package io.github.wicredential.internal.assertion;

import io.github.wicredential.internal.json.Jwt;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Describes a text that is not a JWT. */
final class JwtFault {

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private JwtFault() {}

    /** Completes a sentence whose subject is the text; never quotes it. */
    static String of(String text) {
        String[] parts = text.split("\\.", -1);
        if (Jwt.isFormed(text)) {
            return Jwt.part(parts[0]).isEmpty()
                    ? "has three parts, but the first, the header, is not JSON."
                    : "has three parts, but the second, the claims, is not JSON.";
        }
        String start = start(text);
        return start != null ? start : parts(parts);
    }

    private static @Nullable String start(String text) {
        if (text.startsWith("\uFEFF")) {
            return "begins with a byte order mark (the bytes EF BB BF): write it as UTF-8 without one.";
        }
        if (text.indexOf('\0') >= 0) {
            return "holds zero bytes, perhaps as UTF-16: write it as UTF-8 or ASCII.";
        }
        if (text.startsWith("\"") || text.startsWith("'")) {
            return "is in quotation marks.";
        }
        if (text.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return "begins with 'Bearer ', which belongs in an HTTP header only.";
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return "is JSON, perhaps the answer from which the token was to be taken.";
        }
        if (text.startsWith("-----BEGIN")) {
            return "is a PEM certificate or key.";
        }
        if (text.startsWith("<")) {
            return "is HTML or XML.";
        }
        if (text.startsWith("/") || text.startsWith("./") || text.matches("[A-Za-z]:[\\\\/].*")) {
            return "looks like the path of a file, not like its content.";
        }
        return GUID.matcher(text).matches() ? "is a single id, perhaps that of the client or the tenant." : null;
    }

    private static String parts(String[] parts) {
        for (String part : parts) {
            if (part.chars().anyMatch(Character::isWhitespace)) {
                return "has white space or line breaks inside.";
            }
        }
        if (parts.length == 5) {
            return "has five parts like an encrypted token; a signed one is needed.";
        }
        if (parts.length != 3) {
            return "has " + parts.length + (parts.length == 1 ? " part" : " parts") + " between dots, not three.";
        }
        if (parts[2].isEmpty()) {
            return "is not signed: its third part is empty.";
        }
        return "has three parts, but one of them is not base64url.";
    }
}
