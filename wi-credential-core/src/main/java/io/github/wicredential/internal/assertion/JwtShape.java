package io.github.wicredential.internal.assertion;

import io.github.wicredential.internal.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be seen of a text without any key: whether it is formed like a signed JWT, and when it ends. */
final class JwtShape {

    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    // The last second of the year 9999.
    private static final long FAR = 253_402_300_799L;

    private final @Nullable String fault;
    private final @Nullable Instant expiry;

    private JwtShape(@Nullable String fault, @Nullable Instant expiry) {
        this.fault = fault;
        this.expiry = expiry;
    }

    static JwtShape of(String text) {
        String[] parts = text.split("\\.", -1);
        if (!isFormed(parts)) {
            String start = startFault(text);
            return new JwtShape(start != null ? start : partsFault(parts), null);
        }
        if (json(parts[0]).isEmpty()) {
            return new JwtShape("has three parts, but the first, the header, is not JSON.", null);
        }
        Optional<JsonFields> claims = json(parts[1]);
        return claims.map(fields -> new JwtShape(null, expiry(fields)))
                .orElseGet(() -> new JwtShape("has three parts, but the second, the claims, is not JSON.", null));
    }

    /** Ends a sentence that begins with what the text is; never quotes it. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    Optional<Instant> expiry() {
        return Optional.ofNullable(expiry);
    }

    private static @Nullable String startFault(String text) {
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

    private static boolean isFormed(String[] parts) {
        return parts.length == 3
                && BASE64URL.matcher(parts[0]).matches()
                && BASE64URL.matcher(parts[1]).matches()
                && BASE64URL.matcher(parts[2]).matches();
    }

    private static String partsFault(String[] parts) {
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

    private static Optional<JsonFields> json(String part) {
        try {
            return JsonFields.read(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Instant expiry(JsonFields claims) {
        OptionalLong exp = claims.number("exp");
        if (exp.isEmpty() || exp.getAsLong() < 0 || exp.getAsLong() > FAR) {
            return null;
        }
        return Instant.ofEpochSecond(exp.getAsLong());
    }
}
