package io.github.wicredential.test;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 on the wire: bounded reading of requests, writing of answers. */
final class Wire {

    private static final int MAX_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_BODY = 1024 * 1024;

    private Wire() {}

    /** A request that cannot be served, with the status that says why. */
    static final class Unacceptable extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Unacceptable(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Reads the next request, or returns null when the peer has closed the connection between two requests. */
    static @Nullable WireRequest read(InputStream in, OutputStream out) throws IOException {
        String first = readLine(in);
        if (first == null) {
            return null;
        }
        String[] parts = first.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new Unacceptable(400, "not an HTTP/1.1 request line");
        }
        Map<String, String> headers = readHeaders(in);
        if (headers.containsKey("transfer-encoding")) {
            throw new Unacceptable(411, "a Content-Length is needed");
        }
        int length = contentLength(headers.getOrDefault("content-length", "0"));
        if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the request body ended early");
        }
        int query = parts[1].indexOf('?');
        String path = query < 0 ? parts[1] : parts[1].substring(0, query);
        return new WireRequest(parts[0], path, headers, new String(body, StandardCharsets.UTF_8));
    }

    static void write(OutputStream out, Reply.Answer answer, boolean keepAlive, boolean whole) throws IOException {
        byte[] body = answer.bytes();
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(answer.status())
                .append(' ')
                .append(reason(answer.status()))
                .append("\r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n");
        head.append("Connection: ").append(keepAlive ? "keep-alive" : "close").append("\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body, 0, whole ? body.length : body.length / 2);
        out.flush();
    }

    private static Map<String, String> readHeaders(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int count = 0; count <= MAX_HEADERS; count++) {
            String line = readLine(in);
            if (line == null) {
                throw new EOFException("the request headers ended early");
            }
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new Unacceptable(400, "a header without a name");
            }
            headers.put(
                    line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        throw new Unacceptable(431, "more than " + MAX_HEADERS + " headers");
    }

    private static int contentLength(String text) throws Unacceptable {
        try {
            int length = Integer.parseInt(text);
            if (length < 0 || length > MAX_BODY) {
                throw new Unacceptable(413, "a body of more than " + MAX_BODY + " bytes");
            }
            return length;
        } catch (NumberFormatException e) {
            throw new Unacceptable(400, "Content-Length is not a number");
        }
    }

    private static @Nullable String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() == MAX_LINE) {
                throw new Unacceptable(431, "a header line of more than " + MAX_LINE + " bytes");
            }
            line.write(next);
        }
        if (line.size() > 0) {
            throw new EOFException("the request ended in the middle of a line");
        }
        return null;
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 302 -> "Found";
            case 307 -> "Temporary Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Status " + status;
        };
    }
}
