package io.github.wicredential.test.webhook;

import io.github.wicredential.thirdparty.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Locale;

/** The text of a manifest: JSON, or YAML when it does not begin as JSON does. */
final class ManifestText {

    private static final int LONGEST_SHOWN = 100;

    private ManifestText() {}

    static boolean isJson(String text) {
        return text.stripLeading().startsWith("{");
    }

    static ManifestNode parse(String text, String kind) {
        ManifestNode node = isJson(text) ? json(text) : ManifestYaml.parse(text);
        String found = node.text("kind");
        if (!found.isEmpty() && !found.equals(kind)) {
            throw new IllegalArgumentException("the manifest must be a " + kind + ", but is a " + shown(found));
        }
        return node;
    }

    static String write(ManifestNode node, boolean json) {
        return json ? JSONObjectUtils.toJSONString(node.toMap()) : ManifestYaml.write(node);
    }

    /** A text of the manifest within a message: the beginning, with escapes as in Go for what cannot be seen. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_SHOWN); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return text.length() > LONGEST_SHOWN ? shown.append("...").toString() : shown.toString();
    }

    private static ManifestNode json(String text) {
        try {
            return ManifestNode.copyOf(JSONObjectUtils.parse(text));
        } catch (ParseException e) {
            throw new IllegalArgumentException("the manifest is not JSON", e);
        }
    }
}
