package io.github.wicredential.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

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
