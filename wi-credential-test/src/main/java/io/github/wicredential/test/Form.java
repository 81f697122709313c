package io.github.wicredential.test;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parameters of a form body. */
final class Form {

    private final TreeMap<String, String> values = new TreeMap<>();
    private boolean malformed;

    private Form() {}

    static Form parse(String body) {
        Form form = new Form();
        for (String pair : body.split("&", -1)) {
            if (!pair.isEmpty()) {
                form.add(pair);
            }
        }
        return form;
    }

    /** The value, or an empty text when the parameter is absent. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    boolean has(String name) {
        return !get(name).isBlank();
    }

    SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(values.keySet()));
    }

    /** Whether a parameter came twice or was not percent-encoded as it must be. */
    boolean malformed() {
        return malformed;
    }

    /** Names only: a value may be an assertion. */
    @Override
    public String toString() {
        return "Form" + values.keySet();
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        try {
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            malformed |= values.put(name, value) != null;
        } catch (IllegalArgumentException e) {
            malformed = true;
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
