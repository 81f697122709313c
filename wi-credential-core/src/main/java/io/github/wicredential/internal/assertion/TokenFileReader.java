package io.github.wicredential.internal.assertion;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import io.github.wicredential.internal.files.OpenFiles;
import io.github.wicredential.internal.files.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a small text file and tells each way in which that can fail apart. */
final class TokenFileReader {

    static final int LIMIT = 64 * 1024;

    private static final String NAME = "Let AZURE_FEDERATED_TOKEN_FILE or Builder.tokenFile(…) name ";

    private final Path path;
    private final Bytes bytes;

    TokenFileReader(Path path, Bytes bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /** Reads at most so many bytes of a file. */
    @FunctionalInterface
    interface Bytes {

        byte[] read(Path path, int most) throws IOException;

        static Bytes ofFile() {
            return SmallFile::read;
        }
    }

    String read() {
        try {
            byte[] content = bytes.read(path, LIMIT + 1);
            if (content.length > LIMIT) {
                throw failure(
                        Reason.TOO_LARGE,
                        "holds more than 64 KiB, so it is no service-account token.",
                        NAME + "the file that the webhook mounts.",
                        null);
            }
            return new String(content, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw missing(e);
        } catch (AccessDeniedException e) {
            throw failure(
                    Reason.UNREADABLE,
                    "may not be read by this process.",
                    "Compare its owner and mode with the process's user (ls -lL " + path + "; id). A container that "
                            + "runs as another user than the pod needs securityContext.fsGroup on the pod, or one "
                            + "runAsUser for all containers.",
                    e);
        } catch (SmallFile.NotRegular e) {
            throw e.directory()
                    ? failure(
                            Reason.DIRECTORY,
                            "is a directory.",
                            NAME + "the token file in it, usually azure-identity-token.",
                            e)
                    : failure(
                            Reason.UNREADABLE,
                            "is a pipe, socket or device, which is never opened, since reading it could block for ever.",
                            NAME + "the regular file that the webhook mounts, or give the token by "
                                    + "Builder.assertion(…).",
                            e);
        } catch (IOException e) {
            throw OpenFiles.saysSo(e)
                    ? failure(
                            Reason.UNREADABLE,
                            "could not be opened, because this process has too many open files.",
                            "Raise its limit of open files (ulimit -n), or find what leaves files or connections open "
                                    + "(ls -l /proc/<pid>/fd). Nothing is wrong with the token file.",
                            e)
                    : failure(
                            Reason.UNREADABLE,
                            "could not be read (" + e.getClass().getSimpleName() + ").",
                            "See the cause and the kubelet's events (kubectl describe pod <pod> -n <namespace>); if the "
                                    + "volume stays broken, recreate the pod.",
                            e);
        }
    }

    private AssertionException missing(NoSuchFileException cause) {
        Path folder = path.toAbsolutePath().getParent();
        boolean mounted = folder != null && Files.isDirectory(folder);
        return failure(
                Reason.MISSING,
                mounted ? "does not exist, though its directory does." : "does not exist, nor does its directory.",
                mounted
                        ? "Compare AZURE_FEDERATED_TOKEN_FILE or Builder.tokenFile(…) with the path of the projected "
                                + "volume, and see the kubelet's events (kubectl describe pod <pod> -n <namespace>)."
                        : "The volume is not mounted in this container. Put the label azure.workload.identity/use: "
                                + "\"true\" on the pod template, see that the container is not listed in "
                                + "azure.workload.identity/skip-containers, recreate the pod, and do not write the path "
                                + "into the manifest: the webhook's versions mount the token at different places and "
                                + "set AZURE_FEDERATED_TOKEN_FILE to the right one.",
                cause);
    }

    private AssertionException failure(Reason reason, String what, String next, @Nullable Throwable cause) {
        return new AssertionException(reason, path, "The token file " + path + " " + what + " " + next, cause);
    }
}
