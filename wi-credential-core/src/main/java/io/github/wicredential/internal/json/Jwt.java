package io.github.wicredential.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Header and claims of a signed JWT, read without any key: they are shown and compared, and never trusted. */
public record Jwt(JsonFields header, JsonFields claims) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** Empty if the text is not a JWT in compact form. */
    public static Optional<Jwt> read(String text) {
        if (!isFormed(text)) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        return part(parts[0]).flatMap(header -> part(parts[1]).map(claims -> new Jwt(header, claims)));
    }

    /** Whether a text consists of three parts in base64url, whatever they contain. */
    public static boolean isFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /** The JSON object in a part. */
    public static Optional<JsonFields> part(String base64url) {
        try {
            return JsonFields.read(new String(Base64.getUrlDecoder().decode(base64url), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
