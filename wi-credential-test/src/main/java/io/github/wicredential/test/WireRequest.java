package io.github.wicredential.test;

import java.util.Map;

/**
 * One HTTP request as it was read from the socket.
 *
 * @param path the path without query, as sent
 * @param headers by lower-case name; the last one of a name is kept
 * @param body the body, decoded as UTF-8
 */
record WireRequest(String method, String path, Map<String, String> headers, String body) {

    WireRequest {
        headers = Map.copyOf(headers);
    }

    String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /** Without the body: it may hold an assertion. */
    @Override
    public String toString() {
        return method + " " + Redaction.redact(path);
    }
}
