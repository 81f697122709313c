package io.github.wicredential.test;

import io.github.wicredential.thirdparty.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects as maps. */
final class Json {

    private Json() {}

    static String write(Map<String, ?> object) {
        return JSONObjectUtils.toJSONString(object);
    }

    static Map<String, Object> parse(String text) throws ParseException {
        return JSONObjectUtils.parse(text);
    }

    /** The member's text, or an empty text when it is absent or something else. */
    static String text(Map<String, ?> object, String name) {
        return object.get(name) instanceof String text ? text : "";
    }

    /** The member's number, or null when it is absent or something else. */
    static @Nullable Number number(Map<String, ?> object, String name) {
        return object.get(name) instanceof Number number ? number : null;
    }

    /** The member's texts, whether it is one text or an array of texts; everything else is an empty list. */
    static List<String> texts(Map<String, ?> object, String name) {
        Object value = object.get(name);
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return List.of();
    }

    /** The member object, or an empty one. */
    static Map<?, ?> object(Map<?, ?> object, String name) {
        return object.get(name) instanceof Map<?, ?> member ? member : Map.of();
    }
}
