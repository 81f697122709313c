package io.github.wicredential.azure.internal.tool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what a process writes, so that it is never held up by a full pipe, and keeps the beginning. */
final class OutputCollector {

    private final InputStream source;
    private final int most;
    private final Runnable onOverflow;
    private final Thread reader;

    // Both written by the reader under this object's monitor.
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean overflowed;

    private OutputCollector(InputStream source, int most, Runnable onOverflow) {
        this.source = source;
        this.most = most;
        this.onOverflow = onOverflow;
        this.reader = new Thread(this::collect, "wi-credential-tool-output");
        this.reader.setDaemon(true);
    }

    static OutputCollector start(InputStream source, int most, Runnable onOverflow) {
        OutputCollector collector = new OutputCollector(source, most, onOverflow);
        collector.reader.start();
        return collector;
    }

    /** What was written, after waiting for its end for a while. */
    String text(long waitMillis) throws InterruptedException {
        if (waitMillis > 0) {
            reader.join(waitMillis);
        }
        synchronized (this) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    synchronized boolean overflowed() {
        return overflowed;
    }

    private void collect() {
        byte[] part = new byte[8192];
        try {
            for (int read = source.read(part); read >= 0; read = source.read(part)) {
                if (keep(part, read)) {
                    onOverflow.run();
                }
            }
        } catch (IOException ended) {
            // The process was killed; what was read until then is kept.
        }
    }

    /** Returns whether this was the first part that did not fit. */
    private synchronized boolean keep(byte[] part, int length) {
        int room = most - kept.size();
        kept.write(part, 0, Math.min(room, length));
        boolean first = length > room && !overflowed;
        overflowed |= first;
        return first;
    }
}
