package io.github.wicredential.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Reads the beginning of a regular file. Anything else is refused before it is opened, since that could block for ever. */
public final class SmallFile {

    private SmallFile() {}

    /** The path leads to something that is no regular file; links were followed. */
    public static final class NotRegular extends FileSystemException {

        private static final long serialVersionUID = 1L;

        private final boolean directory;

        NotRegular(Path path, boolean directory) {
            super(path.toString(), null, directory ? "is a directory" : "is a pipe, socket or device");
            this.directory = directory;
        }

        public boolean directory() {
            return directory;
        }
    }

    /** The file's text without white space around it; null if it is longer than that or cannot be read. */
    public static @Nullable String text(Path path, int most) {
        try {
            byte[] content = read(path, most + 1);
            return content.length > most ? null : new String(content, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether the kubelet swaps it: a link by way of a directory whose name begins with two dots (Kubernetes, AtomicWriter). */
    public static boolean isSwapped(Path path) {
        try {
            for (Path part : path.toRealPath()) {
                if (part.toString().startsWith("..")) {
                    return true;
                }
            }
        } catch (IOException e) {
            // What cannot be followed is no such link.
        }
        return false;
    }

    /** The first bytes of a file; throws {@link NotRegular} if it is no regular file. */
    public static byte[] read(Path path, int most) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new NotRegular(path, attributes.isDirectory());
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(most);
        }
    }
}
