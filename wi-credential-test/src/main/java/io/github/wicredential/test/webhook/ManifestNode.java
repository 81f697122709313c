package io.github.wicredential.test.webhook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a manifest, read and changed in place; its fields keep their order. */
final class ManifestNode {

    /** More than a manifest has; objects that stand for many others, or for themselves, are more. */
    private static final int MOST_VALUES = 20_000;

    private static final int DEEPEST = 100;

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /** A deep copy of what a parser read; its objects become nodes. */
    static ManifestNode copyOf(Map<?, ?> source) {
        return new Copying().node(source, 0);
    }

    /** Sets a field and returns this node. */
    ManifestNode with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The field's text, or an empty text when it is absent, null or something else. */
    String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    /** The field's object, or an empty one that does not belong to this node. */
    ManifestNode object(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return new ManifestNode();
        }
        if (value instanceof ManifestNode node) {
            return node;
        }
        throw new IllegalArgumentException(name + " must be an object");
    }

    /** The field's objects, in a new list that can be changed; {@link #with} puts it back. */
    List<ManifestNode> objects(String name) {
        List<ManifestNode> nodes = new ArrayList<>();
        Object value = fields.get(name);
        if (value == null) {
            return nodes;
        }
        if (!(value instanceof Collection<?> elements)) {
            throw new IllegalArgumentException(name + " must be a list");
        }
        for (Object element : elements) {
            if (!(element instanceof ManifestNode node)) {
                throw new IllegalArgumentException(name + " must be a list of objects");
            }
            nodes.add(node);
        }
        return nodes;
    }

    /** The field's texts, as labels and annotations are; Kubernetes refuses anything but texts there. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name).fields.forEach((key, value) -> {
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException(ManifestText.shown(name + "." + key) + " must be a string, but is "
                        + kind(value) + ": put it in quotes");
            }
            texts.put(key, text);
        });
        return texts;
    }

    /** Maps and lists only, for a writer. */
    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        fields.forEach((name, value) -> map.put(name, plain(value)));
        return map;
    }

    private static String kind(@Nullable Object value) {
        return value instanceof ManifestNode
                ? "an object"
                : value instanceof Collection<?> ? "a list" : ManifestText.shown(String.valueOf(value));
    }

    /** One copy, whose size is bounded. */
    private static final class Copying {

        private int values;

        private ManifestNode node(Map<?, ?> source, int depth) {
            ManifestNode node = new ManifestNode();
            source.forEach((name, value) -> node.fields.put(String.valueOf(name), copy(value, depth + 1)));
            return node;
        }

        private @Nullable Object copy(@Nullable Object value, int depth) {
            values++;
            if (values > MOST_VALUES || depth > DEEPEST) {
                throw new IllegalArgumentException(
                        "the manifest is too large or too deep, or one of its objects is part of itself");
            }
            if (value instanceof Map<?, ?> map) {
                return node(map, depth);
            }
            if (value instanceof Collection<?> elements) {
                List<@Nullable Object> list = new ArrayList<>();
                elements.forEach(element -> list.add(copy(element, depth + 1)));
                return list;
            }
            return value;
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof ManifestNode node) {
            return node.toMap();
        }
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> list = new ArrayList<>();
            elements.forEach(element -> list.add(plain(element)));
            return list;
        }
        return value;
    }
}
