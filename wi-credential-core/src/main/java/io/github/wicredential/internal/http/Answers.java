package io.github.wicredential.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the body of an answer, whichever client received it. */
public final class Answers {

    private static final int LIMIT = 1024 * 1024;

    private Answers() {}

    /** At most 1 MiB and one byte, in the character set of the answer, if it names one. */
    public static String text(InputStream body, @Nullable Charset named) throws IOException {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        // One character per byte keeps the excess visible to the reader of the answer; nothing further is read.
        Charset charset = named == null ? StandardCharsets.UTF_8 : named;
        return new String(bytes, bytes.length > LIMIT ? StandardCharsets.ISO_8859_1 : charset);
    }
}
