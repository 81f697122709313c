package io.github.wicredential.internal.assertion;

import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.json.Jwt;
import io.github.wicredential.internal.text.Guid;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes a text that is not a JWT.
 *
 * @param fact by what the guide decides; empty for none of its facts
 * @param words complete a sentence whose subject is the text; never quote it
 */
record JwtFault(String fact, String words) {

    /** Around the token; or around an answer, the part of it that is the token. */
    private static final Pattern ANSWER = Pattern.compile("\"(access_token|token|value)\"\\s*:\\s*\"eyJ");

    private static final String WRAPPED = "wrapped";
    private static final String OTHER = "otherContent";
    private static final String WIDE = "utf16";

    /** A JWT in base64 begins so. */
    private static final String ENCODED = "ZXlK";

    static JwtFault of(String text) {
        JwtFault start = Jwt.isFormed(text) ? null : start(text);
        return start == null ? new JwtFault("", form(text)) : start;
    }

    /** All of its facts, of which one may hold. */
    void put(Evidence known, String text) {
        List.of(WRAPPED, "base64", OTHER, WIDE, "tokenAt").forEach(name -> known.fact(name, name.equals(fact)));
        Matcher answer = ANSWER.matcher(text);
        if (fact.equals("tokenAt") && answer.find()) {
            boolean ofKubernetes = text.contains("\"TokenRequest\"");
            known.put("tokenAt", (ofKubernetes ? ".status." : ".") + answer.group(1));
        }
    }

    private static String form(String text) {
        String[] parts = text.split("\\.", -1);
        if (Jwt.isFormed(text)) {
            return Jwt.part(parts[0]).isEmpty()
                    ? "has three parts, but the first, the header, is not JSON."
                    : "has three parts, but the second, the claims, is not JSON.";
        }
        return parts(parts);
    }

    private static @Nullable JwtFault start(String text) {
        if (text.startsWith("\uFEFF")) {
            return new JwtFault(
                    WRAPPED, "begins with a byte order mark (the bytes EF BB BF): write it as UTF-8 without one.");
        }
        if (text.indexOf('\0') >= 0) {
            return new JwtFault(WIDE, "holds zero bytes, perhaps as UTF-16: write it as UTF-8 or ASCII.");
        }
        if (text.startsWith("\"") || text.startsWith("'")) {
            return new JwtFault(WRAPPED, "is in quotation marks.");
        }
        if (text.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return new JwtFault(WRAPPED, "begins with 'Bearer ', which belongs in an HTTP header only.");
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return new JwtFault(
                    ANSWER.matcher(text).find() ? "tokenAt" : OTHER,
                    "is JSON, perhaps the answer from which the token was to be taken.");
        }
        if (text.startsWith("-----BEGIN")) {
            return new JwtFault(OTHER, "is a PEM certificate or key.");
        }
        if (text.startsWith("<")) {
            return new JwtFault(OTHER, "is HTML or XML.");
        }
        if (text.startsWith("/") || text.startsWith("./") || text.matches("[A-Za-z]:[\\\\/].*")) {
            return new JwtFault(OTHER, "looks like the path of a file, not like its content.");
        }
        if (text.startsWith(ENCODED)) {
            return new JwtFault("base64", "is a JWT in base64, as kubectl get secret prints it.");
        }
        return Guid.is(text) ? new JwtFault(OTHER, "is a single id, perhaps that of the client or the tenant.") : null;
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
