package io.github.wicredential.internal.json;

import io.github.wicredential.internal.text.SafeText;
import io.github.wicredential.thirdparty.jackson.core.JsonProcessingException;
import io.github.wicredential.thirdparty.jackson.databind.DeserializationFeature;
import io.github.wicredential.thirdparty.jackson.databind.JsonNode;
import io.github.wicredential.thirdparty.jackson.databind.ObjectMapper;
import io.github.wicredential.thirdparty.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Merges JSON objects key by key, in depth. Needed for claims only, so nothing else loads it. */
public final class JsonMerge {

    private static final ObjectMapper MAPPER =
            new ObjectMapper(Factory.JSON).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int LONGEST = 200;

    private JsonMerge() {}

    /** One object with the keys of both; a key may have two values only if both are objects. */
    public static String merge(String left, String right) throws NotMergeable {
        ObjectNode merged = object(left);
        mergeInto(merged, object(right), "");
        try {
            return MAPPER.writeValueAsString(merged);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree of plain values was not written");
        }
    }

    private static ObjectNode object(String json) throws NotMergeable {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // Not chained: the parser's exception quotes the text.
            throw new NotMergeable("it is not JSON");
        }
        throw new NotMergeable("it is not a JSON object");
    }

    private static void mergeInto(ObjectNode target, ObjectNode added, String path) throws NotMergeable {
        for (Map.Entry<String, JsonNode> field : added.properties()) {
            String key = path + field.getKey();
            JsonNode present = target.get(field.getKey());
            if (present == null) {
                target.set(field.getKey(), field.getValue());
            } else if (present instanceof ObjectNode into && field.getValue() instanceof ObjectNode more) {
                mergeInto(into, more, key + ".");
            } else if (!present.equals(field.getValue())) {
                throw new NotMergeable("the key " + SafeText.ascii(key, LONGEST) + " has two different values");
            }
        }
    }

    /** Two texts do not make one object. The message says why, without their content. */
    public static final class NotMergeable extends Exception {

        private static final long serialVersionUID = 1L;

        NotMergeable(String message) {
            super(message);
        }
    }
}
