package io.github.wicredential.test.webhook;

import io.github.wicredential.thirdparty.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;

/** The text of a manifest: JSON, or YAML when it does not begin as JSON does. */
final class ManifestText {

    private ManifestText() {}

    static boolean isJson(String text) {
        return text.stripLeading().startsWith("{");
    }

    static ManifestNode parse(String text, String kind) {
        ManifestNode node = isJson(text) ? json(text) : ManifestYaml.parse(text);
        String found = node.text("kind");
        if (!found.isEmpty() && !found.equals(kind)) {
            throw new IllegalArgumentException("the manifest must be a " + kind + ", but is a " + found);
        }
        return node;
    }

    static String write(ManifestNode node, boolean json) {
        return json ? JSONObjectUtils.toJSONString(node.toMap()) : ManifestYaml.write(node);
    }

    private static ManifestNode json(String text) {
        try {
            return ManifestNode.copyOf(JSONObjectUtils.parse(text));
        } catch (ParseException e) {
            throw new IllegalArgumentException("the manifest is not JSON", e);
        }
    }
}
