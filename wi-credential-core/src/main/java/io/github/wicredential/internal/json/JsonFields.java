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
 * The top-level fields of one JSON object: texts, numbers, and arrays of them. Nested objects are skipped.
 *
 * <p>Lenient about types (a number may come as text) and strict about the whole: what is not one complete JSON object
 * gives nothing.
 */
public final class JsonFields {

    private static final int MAX_FIELDS = 256;
    private static final int MAX_ITEMS = 64;

    // Long.parseLong on what this admits can't overflow, and no exponent can make it slow.
    private static final Pattern NUMBER = Pattern.compile("(-?[0-9]{1,18})(?:\\.[0-9]{0,18})?");

    private final Map<String, String> scalars = new HashMap<>();
    private final Map<String, List<String>> arrays = new HashMap<>();
    private final Set<String> strings = new HashSet<>();
    private final Set<String> present = new HashSet<>();

    private JsonFields() {}

    /**
     * Reads an object.
     *
     * @param json any text
     * @return its fields, or nothing if the text is not one complete JSON object
     */
    public static Optional<JsonFields> read(String json) {
        try (JsonParser parser = Factory.JSON.createParser(json.startsWith("\uFEFF") ? json.substring(1) : json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            JsonFields fields = new JsonFields();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                fields.add(parser);
            }
            return parser.nextToken() == null ? Optional.of(fields) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a field as text.
     *
     * @param name the field
     * @return its text; a number or a truth value as it was written
     */
    public Optional<String> text(String name) {
        return Optional.ofNullable(scalars.get(name));
    }

    /**
     * Reads a field that must be a JSON string.
     *
     * @param name the field
     * @return its text; nothing for a number, a truth value or anything else
     */
    public Optional<String> string(String name) {
        return strings.contains(name) ? text(name) : Optional.empty();
    }

    /**
     * Whether there is a field, of whatever type.
     *
     * @param name the field
     * @return whether it is there and not null
     */
    public boolean has(String name) {
        return present.contains(name);
    }

    /**
     * Reads a field as a whole number.
     *
     * @param name the field
     * @return the number, also if it was written as a text; a fraction is cut off
     */
    public OptionalLong number(String name) {
        String text = scalars.get(name);
        return text == null ? OptionalLong.empty() : number0(text);
    }

    /**
     * Reads a field as several texts.
     *
     * @param name the field
     * @return the items of an array, or the one value
     */
    public List<String> texts(String name) {
        List<String> items = arrays.get(name);
        if (items != null) {
            return List.copyOf(items);
        }
        String one = scalars.get(name);
        return one == null ? List.of() : List.of(one);
    }

    /**
     * Reads a field as several whole numbers.
     *
     * @param name the field
     * @return the items of an array, or the one value, as far as they are numbers
     */
    public List<Long> numbers(String name) {
        return texts(name).stream()
                .map(JsonFields::number0)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .toList();
    }

    /** Names the fields; values may be secrets. */
    @Override
    public String toString() {
        return "JsonFields" + scalars.keySet() + arrays.keySet();
    }

    private void add(JsonParser parser) throws IOException {
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
            parser.skipChildren();
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

    private static OptionalLong number0(String text) {
        var matcher = NUMBER.matcher(text.strip());
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
