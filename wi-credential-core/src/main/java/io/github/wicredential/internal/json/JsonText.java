package io.github.wicredential.internal.json;

import io.github.wicredential.thirdparty.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts and truth values as JSON. Loaded for diagnosis only. */
public final class JsonText {

    private JsonText() {}

    /**
     * Writes an object over several lines.
     *
     * @param object the members, in the order of the map
     * @return JSON
     */
    public static String write(Map<String, ?> object) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Factory.JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            value(json, object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.writeFieldName(String.valueOf(member.getKey()));
                value(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                value(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
