package io.github.wicredential.azure.internal.http;

import com.azure.core.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/** Reads an answer as text, and stops reading where no answer of a token endpoint can still be going on. */
final class BoundedText {

    private static final int LIMIT = 1024 * 1024;

    private BoundedText() {}

    static String of(HttpResponse answer) throws IOException {
        Sink sink = new Sink();
        try {
            answer.writeBodyTo(sink);
        } catch (IOException | RuntimeException failure) {
            if (!sink.full()) {
                throw failure;
            }
            // One character per byte keeps the excess visible to the reader of the answer.
            return sink.content.toString(StandardCharsets.ISO_8859_1);
        }
        return sink.content.toString(StandardCharsets.UTF_8);
    }

    /** Accepts one byte more than the limit and refuses the rest. */
    private static final class Sink implements WritableByteChannel {

        final ByteArrayOutputStream content = new ByteArrayOutputStream();

        boolean full() {
            return content.size() > LIMIT;
        }

        @Override
        public int write(ByteBuffer part) throws IOException {
            if (full()) {
                throw new IOException("the answer is too long");
            }
            byte[] bytes = new byte[Math.min(part.remaining(), LIMIT + 1 - content.size())];
            part.get(bytes);
            content.write(bytes);
            return bytes.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
