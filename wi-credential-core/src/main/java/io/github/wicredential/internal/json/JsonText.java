package io.github.wicredential.internal.json;

import io.github.wicredential.thirdparty.jackson.core.JsonProcessingException;
import io.github.wicredential.thirdparty.jackson.databind.ObjectMapper;
import io.github.wicredential.thirdparty.jackson.databind.ObjectWriter;
import java.util.Map;

/** Writes maps, lists and plain values as JSON. Loaded for a diagnosis only. */
public final class JsonText {

    private static final ObjectWriter WRITER = new ObjectMapper(Factory.JSON).writerWithDefaultPrettyPrinter();

    private JsonText() {}

    /** An object over several lines, its members in the order of the map. */
    public static String write(Map<String, ?> object) {
        try {
            return WRITER.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Plain values were not written", impossible);
        }
    }
}
