package io.github.wicredential.internal.doctor;

import io.github.wicredential.thirdparty.jackson.databind.JsonNode;
import io.github.wicredential.thirdparty.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * As much of JSON Schema as the doctor's schema uses. Stricter than it in one point: a field that the schema does not
 * describe is a fault.
 */
public final class JsonSchema {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> KNOWN = Set.of(
            "$schema",
            "title",
            "type",
            "required",
            "properties",
            "description",
            "const",
            "enum",
            "items",
            "format",
            "minLength");

    private final JsonNode root;

    private JsonSchema(JsonNode root) {
        this.root = root;
    }

    public static JsonSchema ofTheDoctor() throws IOException {
        return new JsonSchema(
                JSON.readTree(Files.readString(Path.of("..", "docs", "reference", "doctor-schema.json"))));
    }

    /** What is wrong with a document, each with its place; empty if nothing is. */
    public List<String> faults(String document) throws IOException {
        List<String> faults = new ArrayList<>();
        check(root, JSON.readTree(document), "$", faults);
        return faults;
    }

    /** The fields as rows of a table: name, type, whether it is always there, and what it means. */
    String table() {
        StringBuilder table = new StringBuilder("\n| field | type | |\n|---|---|---|\n");
        rows(root, "", table);
        return table.append('\n').toString();
    }

    private static void rows(JsonNode object, String prefix, StringBuilder table) {
        for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
            JsonNode schema = field.getValue();
            JsonNode items = schema.path("items");
            String type = schema.has("const")
                    ? "`" + schema.path("const") + "`"
                    : schema.has("enum")
                            ? "string"
                            : schema.path("type").asText()
                                    + (items.has("type")
                                            ? " of " + items.path("type").asText() + "s"
                                            : "");
            table.append("| `")
                    .append(prefix)
                    .append(field.getKey())
                    .append("` | ")
                    .append(type)
                    .append(requires(object, field.getKey()) ? "" : ", optional")
                    .append(" | ")
                    .append(schema.path("description").asText())
                    .append(" |\n");
            rows(items, prefix + field.getKey() + "[].", table);
        }
    }

    private static boolean requires(JsonNode object, String name) {
        for (JsonNode required : object.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!KNOWN.contains(keyword.getKey())) {
                faults.add("the test does not know the keyword " + keyword.getKey());
            }
        }
        if (schema.has("type") && !type(value).equals(schema.path("type").asText())) {
            faults.add(at + " is no " + schema.path("type").asText());
            return;
        }
        if (schema.has("const") && !value.equals(schema.path("const"))) {
            faults.add(at + " is not " + schema.path("const"));
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            faults.add(at + " is none of " + schema.path("enum"));
        }
        if (value.asText().length() < schema.path("minLength").asInt()) {
            faults.add(at + " is too short");
        }
        if (schema.path("format").asText().equals("date-time") && !isTime(value.asText())) {
            faults.add(at + " is no time");
        }
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            check(schema.path("items"), value.get(i), at + "[" + i + "]", faults);
        }
        if (value.isObject()) {
            for (JsonNode required : schema.path("required")) {
                if (!value.has(required.asText())) {
                    faults.add(at + " lacks " + required.asText());
                }
            }
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                JsonNode described = schema.path("properties").path(field.getKey());
                if (described.path("description").asText().isEmpty()) {
                    faults.add(at + "." + field.getKey() + " is not described");
                } else {
                    check(described, field.getValue(), at + "." + field.getKey(), faults);
                }
            }
        }
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode one : values) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static String type(JsonNode value) {
        return value.isTextual()
                ? "string"
                : value.isBoolean()
                        ? "boolean"
                        : value.isInt() ? "integer" : value.isArray() ? "array" : value.isObject() ? "object" : "other";
    }

    private static boolean isTime(String text) {
        try {
            return text.endsWith("Z") && Instant.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
