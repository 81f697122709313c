package io.github.wicredential.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of a regular file. Anything else is refused before it is opened, because that could block
 * forever.
 */
public final class SmallFile {

    private SmallFile() {}

    /** The path leads to something other than a regular file; links were followed. */
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

    /** The file's text without surrounding white space; null if it is longer or cannot be read. */
    public static @Nullable String text(Path path, int most) {
        try {
            byte[] content = read(path, most + 1);
            return content.length > most ? null : new String(content, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Whether the kubelet swaps the file: a link through a directory whose name begins with two dots (Kubernetes,
     * AtomicWriter).
     */
    public static boolean isSwapped(Path path) {
        try {
            for (Path part : path.toRealPath()) {
                if (part.toString().startsWith("..")) {
                    return true;
                }
            }
        } catch (IOException e) {
            // A path that cannot be followed is no such link.
        }
        return false;
    }

    /** The first bytes of a file; throws {@link NotRegular} if it is not a regular file. */
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
