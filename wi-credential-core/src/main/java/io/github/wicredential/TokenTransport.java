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
 * <p>Called on a thread of the library, possibly by several threads at a time. An implementation must be thread-safe,
 * must not follow redirects (they would carry the assertion elsewhere), must verify the peer's certificate, should end
 * within the request's timeout, and should not retry: the library does. It must not ask the same credential for a token.
 *
 * <p>The context class loader is the one that was there when the identity was built.
 */
@FunctionalInterface
public interface TokenTransport {

    /**
     * Sends the request and returns the answer, whatever its status.
     *
     * @param request what to send; its body is a secret
     * @return the answer
     * @throws IOException if no complete answer was received
     */
    Response post(Request request) throws IOException;

    /**
     * A form to post.
     *
     * @param uri the token endpoint
     * @param headers the headers to send, {@code Content-Type} included
     * @param body the encoded form; holds the assertion, so it must not be logged
     * @param timeout how long the whole call may take; at least 1 ms, since in whole milliseconds less would be 0, which
     *     HTTP clients take for no limit
     */
    record Request(URI uri, Map<String, String> headers, String body, Duration timeout) {

        private static final Duration LEAST = Duration.ofMillis(1);

        /** Copies the headers, and makes the timeout at least 1 ms. */
        public Request {
            Objects.requireNonNull(uri, "uri");
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(timeout, "timeout");
            timeout = timeout.compareTo(LEAST) < 0 ? LEAST : timeout;
            headers = Map.copyOf(Objects.requireNonNull(headers, "headers"));
        }

        /** Names the endpoint and hides the body. */
        @Override
        public String toString() {
            return "Request[uri=" + uri + ", body=<hidden>, timeout=" + timeout + "]";
        }
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param headers the headers by name; looked up without regard to case
     * @param body the content as text, empty if there is none, at most 1 MiB; may hold a token, so it must not be logged
     */
    record Response(int status, Map<String, String> headers, String body) {

        /** Copies the headers. */
        public Response {
            Objects.requireNonNull(body, "body");
            TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            copy.putAll(Objects.requireNonNull(headers, "headers"));
            headers = Collections.unmodifiableMap(copy);
        }

        /**
         * Looks up a header.
         *
         * @param name its name, in any case
         * @return its value, if the answer has it
         */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(Objects.requireNonNull(name, "name")));
        }

        /** Names the status and hides the body. */
        @Override
        public String toString() {
            return "Response[status=" + status + ", body=<hidden>]";
        }
    }
}
