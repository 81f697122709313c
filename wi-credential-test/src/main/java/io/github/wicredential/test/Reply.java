package io.github.wicredential.test;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the server does with a request that it has read. */
sealed interface Reply {

    /** A complete answer. */
    record Answer(int status, Map<String, String> headers, String body) implements Reply {

        public Answer {
            headers = Map.copyOf(headers);
        }

        static Answer json(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
        }

        static Answer html(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "text/html; charset=utf-8"), body);
        }

        static Answer text(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
        }

        Answer with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Answer(status, more, body);
        }

        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }

        /** Without the body: it may hold an access token. */
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /** An answer that announces its full length, sends half of the body and closes the connection. */
    record CutShort(Answer answer) implements Reply {}

    /** No answer at all. */
    enum Drop implements Reply {
        /** The connection is closed in good order. */
        CLOSE,
        /** The connection is reset (TCP RST). */
        RESET
    }
}
