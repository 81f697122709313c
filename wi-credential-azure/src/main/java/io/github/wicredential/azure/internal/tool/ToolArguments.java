package io.github.wicredential.azure.internal.tool;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Checks what becomes part of a command line. Nothing passes that any shell could read as more than a word. */
final class ToolArguments {

    private static final Pattern SCOPE = Pattern.compile("[0-9a-zA-Z][0-9a-zA-Z.:/_-]*");
    private static final Pattern TENANT = Pattern.compile("[0-9a-zA-Z][0-9a-zA-Z.-]*");
    private static final Pattern SUBSCRIPTION = Pattern.compile("[0-9a-zA-Z][0-9a-zA-Z ._-]*");
    private static final String SUFFIX = "/.default";

    private ToolArguments() {}

    static String scope(String scope) {
        return checked(SCOPE, scope, "scope");
    }

    static String resource(String scope) {
        String checked = scope(scope);
        return checked.endsWith(SUFFIX) ? checked.substring(0, checked.length() - SUFFIX.length()) : checked;
    }

    static String tenant(String tenant) {
        return checked(TENANT, tenant, "tenant");
    }

    static String subscription(String subscription) {
        return checked(SUBSCRIPTION, subscription, "subscription");
    }

    /** Claims as tools accept them: encoded for the command line. */
    static String claims(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String checked(Pattern allowed, String text, String name) {
        if (!allowed.matcher(text).matches()) {
            throw new IllegalArgumentException("The " + name + " '" + ToolFailures.shown(text)
                    + "' contains characters that are not allowed on a command line. Allowed are " + allowed.pattern()
                    + ".");
        }
        return text;
    }
}
