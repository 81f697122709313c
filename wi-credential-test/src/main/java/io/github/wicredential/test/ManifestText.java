package io.github.wicredential.test;

import java.text.ParseException;

/** The text of a manifest: JSON, or YAML when it doesn't begin as JSON does. */
final class ManifestText {

    private ManifestText() {}

    static boolean isJson(String text) {
        return text.stripLeading().startsWith("{");
    }

    static Node parse(String text, String kind) {
        Node node = isJson(text) ? json(text) : ManifestYaml.parse(text);
        String found = node.text("kind");
        if (!found.isEmpty() && !found.equals(kind)) {
            throw new IllegalArgumentException("the manifest must be a " + kind + ", but is a " + found);
        }
        return node;
    }

    static String write(Node node, boolean json) {
        return json ? Json.write(node.toMap()) : ManifestYaml.write(node);
    }

    private static Node json(String text) {
        try {
            return Node.copyOf(Json.parse(text));
        } catch (ParseException e) {
            throw new IllegalArgumentException("the manifest is not JSON", e);
        }
    }
}
