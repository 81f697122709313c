package io.github.wicredential.internal.assertion;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import io.github.wicredential.internal.files.OpenFiles;
import io.github.wicredential.internal.files.SmallFile;
import io.github.wicredential.internal.guide.Evidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a small text file and distinguishes each way in which that can fail. */
final class TokenFileReader {

    private static final int LIMIT = 64 * 1024;

    private final Path path;
    private final Bytes bytes;
    private final Supplier<Evidence> known;

    TokenFileReader(Path path, Bytes bytes, Supplier<Evidence> known) {
        this.path = path;
        this.bytes = bytes;
        this.known = known;
    }

    /** Reads a file up to a maximum number of bytes. */
    @FunctionalInterface
    interface Bytes {

        byte[] read(Path path, int most) throws IOException;

        static Bytes ofFile() {
            return SmallFile::read;
        }
    }

    /** What a file holds, whatever it is; null if it cannot be read or is too long for a token. */
    static @Nullable String content(Path path) {
        return SmallFile.text(path, LIMIT);
    }

    String read() {
        try {
            byte[] content = bytes.read(path, LIMIT + 1);
            if (content.length > LIMIT) {
                throw TokenFileFault.of(
                        known.get(),
                        Reason.TOO_LARGE,
                        path,
                        "holds more than 64 KiB, so it is no service-account token",
                        null);
            }
            return new String(content, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            Path folder = path.toAbsolutePath().getParent();
            boolean mounted = folder != null && Files.isDirectory(folder);
            throw TokenFileFault.of(
                    known.get(),
                    Reason.MISSING,
                    path,
                    "does not exist, " + (mounted ? "though its directory does" : "nor does its directory"),
                    e);
        } catch (AccessDeniedException e) {
            throw TokenFileFault.of(known.get(), Reason.UNREADABLE, path, "may not be read by this process", e);
        } catch (SmallFile.NotRegular e) {
            throw e.directory()
                    ? TokenFileFault.of(known.get(), Reason.DIRECTORY, path, "is a directory", e)
                    : failure(
                            "is a pipe, socket or device, which is never opened, since reading it could block for ever.\n"
                                    + "  Let AZURE_FEDERATED_TOKEN_FILE or Builder.tokenFile(...) name the regular file "
                                    + "that the webhook mounts, or give the token by Builder.assertion(...).",
                            e);
        } catch (IOException e) {
            throw OpenFiles.saysSo(e)
                    ? failure(
                            "could not be opened, because this process has too many open files.\n  Raise its limit of "
                                    + "open files (ulimit -n), or find what leaves files or connections open "
                                    + "(ls -l /proc/<pid>/fd). Nothing is wrong with the token file.",
                            e)
                    : failure(
                            "could not be read (" + e.getClass().getSimpleName()
                                    + ").\n  See the cause and the kubelet's "
                                    + "events (kubectl describe pod <pod> -n <namespace>); if the volume stays broken, "
                                    + "recreate the pod.",
                            e);
        }
    }

    private AssertionException failure(String what, Throwable cause) {
        return new AssertionException(Reason.UNREADABLE, path, "The token file " + path + " " + what, cause);
    }
}
