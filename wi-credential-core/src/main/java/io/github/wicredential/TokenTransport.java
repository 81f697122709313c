package io.github.wicredential;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sends one token request over HTTP.
 *
 * <p>Called on threads of the library, possibly on several at the same time. An implementation must be thread-safe,
 * must not follow redirects (which would send the assertion to another host), must verify the server's certificate, and
 * should return within the request's timeout. It must not request a token from the same identity.
 *
 * <p>The context class loader is the one that was set when the identity was built.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TokenTransport {

    /**
     * Sends the request and returns the response, whatever its status.
     *
     * @param request the request; its body is a secret
     * @return the response
     * @throws IOException if no complete response was received
     */
    Response post(Request request) throws IOException;

    /**
     * Whether this transport retries failed requests itself. If so, the library calls it once per token request and
     * does not retry. Called once, when the identity is built.
     *
     * @return false by default
     */
    default boolean retries() {
        return false;
    }

    /**
     * A token request: a form to post. Immutable and thread-safe.
     *
     * @since 0.1.0
     */
    final class Request {

        private static final Duration LEAST = Duration.ofMillis(1);

        private final URI uri;
        private final Map<String, String> headers;
        private final String body;
        private final Duration timeout;

        private Request(URI uri, Map<String, String> headers, String body, Duration timeout) {
            this.uri = uri;
            this.headers = headers;
            this.body = body;
            this.timeout = timeout;
        }

        /**
         * Creates a request from its parts, for example to test a transport.
         *
         * @param uri the token endpoint
         * @param headers the headers to send, {@code Content-Type} included
         * @param body the encoded form
         * @param timeout how long the whole call may take; less than 1 ms is treated as 1 ms
         * @return the request
         */
        public static Request of(URI uri, Map<String, String> headers, String body, Duration timeout) {
            return new Request(
                    Objects.requireNonNull(uri, "uri"),
                    Map.copyOf(Objects.requireNonNull(headers, "headers")),
                    Objects.requireNonNull(body, "body"),
                    // In whole milliseconds less would be 0, which HTTP clients take for no limit.
                    Objects.requireNonNull(timeout, "timeout").compareTo(LEAST) < 0 ? LEAST : timeout);
        }

        /**
         * The token endpoint.
         *
         * @return its address
         */
        public URI uri() {
            return uri;
        }

        /**
         * The headers to send, {@code Content-Type} included.
         *
         * @return the headers by name; unmodifiable
         */
        public Map<String, String> headers() {
            return headers;
        }

        /**
         * The encoded form. It contains the assertion, so it must not be logged.
         *
         * @return the secret body
         */
        public String body() {
            return body;
        }

        /**
         * How long the whole call may take.
         *
         * @return at least 1 ms
         */
        public Duration timeout() {
            return timeout;
        }

        /**
         * Returns a copy for another address, for example that of a gateway.
         *
         * @param uri the address
         * @return the changed copy
         */
        public Request withUri(URI uri) {
            return of(uri, headers, body, timeout);
        }

        /**
         * Returns a copy with one more header, which replaces a header of exactly the same name.
         *
         * @param name the name
         * @param value the value
         * @return the changed copy
         */
        public Request withHeader(String name, String value) {
            TreeMap<String, String> more = new TreeMap<>(headers);
            more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return of(uri, more, body, timeout);
        }

        /** Shows the endpoint and hides the body. */
        @Override
        public String toString() {
            return "Request[uri=" + uri + ", body=<hidden>, timeout=" + timeout + "]";
        }
    }

    /**
     * The response to a token request. Immutable and thread-safe.
     *
     * @since 0.1.0
     */
    final class Response {

        private final int status;
        private final Map<String, String> headers;
        private final String body;

        private Response(int status, Map<String, String> headers, String body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        /**
         * Creates a response from its parts.
         *
         * @param status the HTTP status
         * @param headers the headers by name
         * @param body the body as text, empty if there is none, at most 1 MiB
         * @return the response
         */
        public static Response of(int status, Map<String, String> headers, String body) {
            TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            copy.putAll(Objects.requireNonNull(headers, "headers"));
            return new Response(status, Collections.unmodifiableMap(copy), Objects.requireNonNull(body, "body"));
        }

        /**
         * The HTTP status.
         *
         * @return the status
         */
        public int status() {
            return status;
        }

        /**
         * The headers.
         *
         * @return the headers by case-insensitive name; unmodifiable
         */
        public Map<String, String> headers() {
            return headers;
        }

        /**
         * The body. It may contain a token, so it must not be logged.
         *
         * @return the body as text, empty if there is none
         */
        public String body() {
            return body;
        }

        /**
         * Returns the value of a header.
         *
         * @param name its name, case-insensitive
         * @return its value, if the response has this header
         */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(Objects.requireNonNull(name, "name")));
        }

        /** Shows the status and hides the body. */
        @Override
        public String toString() {
            return "Response[status=" + status + ", body=<hidden>]";
        }
    }
}
