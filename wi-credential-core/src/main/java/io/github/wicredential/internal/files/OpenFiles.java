package io.github.wicredential.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether this process has file descriptors left; some failures for want of one do not say so. */
public final class OpenFiles {

    private static final Path ALWAYS_THERE = Path.of("/dev/null");

    private OpenFiles() {}

    /**
     * Tries to open a file that is always there.
     *
     * @return whether that fails for want of a descriptor
     */
    public static boolean exhausted() {
        try {
            Files.newInputStream(ALWAYS_THERE).close();
            return false;
        } catch (IOException e) {
            return saysSo(e);
        }
    }

    /**
     * Reads a failure's own message.
     *
     * @param failure what was thrown
     * @return whether it speaks of too many open files
     */
    public static boolean saysSo(Throwable failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("too many open files");
    }
}
