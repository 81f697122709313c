package io.github.wicredential.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files beside the modules. */
public final class Repository {

    private Repository() {}

    /** The directory of the whole project, wherever below it the tests run. */
    public static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(directory -> directory != null)
                .filter(directory -> Files.exists(directory.resolve("docs/how-to/testing-your-app.md")))
                .findFirst()
                .orElseThrow();
    }

    public static String read(String path) {
        try {
            return Files.readString(root().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
