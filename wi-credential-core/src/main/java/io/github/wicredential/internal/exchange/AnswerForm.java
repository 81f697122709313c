package io.github.wicredential.internal.exchange;

import java.util.Locale;

/** Says what a body is that is not one JSON object, without showing it. */
final class AnswerForm {

    private AnswerForm() {}

    static String of(String body) {
        String start = body.stripLeading();
        String lower = start.substring(0, Math.min(start.length(), 15)).toLowerCase(Locale.ROOT);
        if (start.isEmpty()) {
            return "an empty body";
        }
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html") || lower.startsWith("<head")) {
            return "an HTML page";
        }
        if (start.startsWith("<")) {
            return "XML or HTML";
        }
        if (start.startsWith("{")) {
            return "JSON that is truncated or malformed";
        }
        return start.startsWith("[") ? "a JSON array" : "plain text";
    }
}
