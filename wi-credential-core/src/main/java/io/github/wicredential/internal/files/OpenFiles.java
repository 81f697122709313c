package io.github.wicredential.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether this process has file descriptors left; some failures for lack of one do not say so. */
public final class OpenFiles {

    private static final Path ALWAYS_THERE = Path.of("/dev/null");

    private OpenFiles() {}

    /** Whether a file that always exists cannot be opened for lack of a descriptor. */
    public static boolean exhausted() {
        try {
            Files.newInputStream(ALWAYS_THERE).close();
            return false;
        } catch (IOException e) {
            return saysSo(e);
        }
    }

    /** Whether a failure's own message mentions too many open files. */
    public static boolean saysSo(Throwable failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("too many open files");
    }
}
