package io.github.wicredential.internal.json;

import io.github.wicredential.thirdparty.jackson.core.JsonParser;
import io.github.wicredential.thirdparty.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields of one JSON object: texts, numbers, arrays of them, and objects inside it down to a small depth.
 *
 * <p>Lenient about types (a number may be a string) and strict about the whole: anything but one complete JSON object
 * yields nothing.
 */
public final class JsonFields {

    private static final int MAX_FIELDS = 256;
    private static final int MAX_ITEMS = 64;
    private static final int DEEPEST = 3;

    // Long.parseLong on what this admits cannot overflow, and no exponent can make it slow.
    private static final Pattern NUMBER = Pattern.compile("(-?[0-9]{1,18})(?:\\.[0-9]{0,18})?");

    private final Map<String, String> scalars = new HashMap<>();
    private final Map<String, List<String>> arrays = new HashMap<>();
    private final Map<String, JsonFields> objects = new HashMap<>();
    private final Set<String> strings = new HashSet<>();
    private final Set<String> present = new HashSet<>();

    private JsonFields() {}

    /** Empty if the text is not one complete JSON object. */
    public static Optional<JsonFields> read(String json) {
        try (JsonParser parser = Factory.JSON.createParser(json.startsWith("\uFEFF") ? json.substring(1) : json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            JsonFields fields = object(parser, 1);
            return parser.nextToken() == null ? Optional.of(fields) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A string; a number or boolean as it was written. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(scalars.get(name));
    }

    /** A JSON string only. */
    public Optional<String> string(String name) {
        return strings.contains(name) ? text(name) : Optional.empty();
    }

    /** Whether there is a field, of whatever type, that is not null. */
    public boolean has(String name) {
        return present.contains(name);
    }

    /** A whole number, even if it was written as a string; a fraction is truncated. */
    public OptionalLong number(String name) {
        String text = scalars.get(name);
        return text == null ? OptionalLong.empty() : whole(text);
    }

    /** The items of an array, or the one value. */
    public List<String> texts(String name) {
        List<String> items = arrays.get(name);
        return items != null ? List.copyOf(items) : text(name).stream().toList();
    }

    /** The items of an array, or the one value, that are whole numbers. */
    public List<Long> numbers(String name) {
        return texts(name).stream()
                .map(JsonFields::whole)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .toList();
    }

    /** An object inside this one. */
    public Optional<JsonFields> object(String name) {
        return Optional.ofNullable(objects.get(name));
    }

    /** Names the fields; values may be secrets. */
    @Override
    public String toString() {
        return "JsonFields" + scalars.keySet() + arrays.keySet();
    }

    /** Reads the object whose start was read. */
    private static JsonFields object(JsonParser parser, int depth) throws IOException {
        JsonFields fields = new JsonFields();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            fields.add(parser, depth);
        }
        return fields;
    }

    private void add(JsonParser parser, int depth) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value != JsonToken.VALUE_NULL && present.size() < MAX_FIELDS) {
            present.add(name);
        }
        if (value == JsonToken.START_ARRAY) {
            List<String> items = items(parser);
            if (arrays.size() < MAX_FIELDS) {
                arrays.put(name, items);
            }
        } else if (value == JsonToken.START_OBJECT) {
            if (depth == DEEPEST || objects.size() == MAX_FIELDS) {
                parser.skipChildren();
            } else {
                objects.put(name, object(parser, depth + 1));
            }
        } else if (value != null && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
            String text = parser.getText();
            if (scalars.size() < MAX_FIELDS) {
                scalars.put(name, text);
                if (value == JsonToken.VALUE_STRING) {
                    strings.add(name);
                } else {
                    strings.remove(name);
                }
            }
        }
    }

    private static List<String> items(JsonParser parser) throws IOException {
        List<String> items = new ArrayList<>();
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (item == null) {
                throw new IOException("the array does not end");
            }
            if (item.isScalarValue() && item != JsonToken.VALUE_NULL && items.size() < MAX_ITEMS) {
                items.add(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return items;
    }

    private static OptionalLong whole(String text) {
        var matcher = NUMBER.matcher(text.strip());
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
