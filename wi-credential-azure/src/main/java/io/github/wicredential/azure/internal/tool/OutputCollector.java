package io.github.wicredential.azure.internal.tool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a process has written so far and never waits for more: a process that the tool left behind may keep the
 * pipe open, so that its end cannot be read while that process lives. Keeps the beginning. Not thread-safe.
 */
final class OutputCollector {

    private final InputStream source;
    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final byte[] part = new byte[8192];
    private boolean overflowed;

    OutputCollector(InputStream source, int most) {
        this.source = source;
        this.most = most;
    }

    /** Reads what lies in the pipe now, so that the process is not held up by a full one. */
    void take() throws IOException {
        for (int rest = source.available(); rest > 0; ) {
            int read = source.read(part, 0, Math.min(rest, part.length));
            if (read < 0) {
                return;
            }
            int room = most - kept.size();
            kept.write(part, 0, Math.min(room, read));
            overflowed |= read > room;
            rest -= read;
        }
    }

    String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    /** Whether there was more than is kept. */
    boolean overflowed() {
        return overflowed;
    }
}
