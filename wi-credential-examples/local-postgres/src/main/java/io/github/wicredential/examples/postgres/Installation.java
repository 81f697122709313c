package io.github.wicredential.examples.postgres;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of an installed PostgreSQL.
 *
 * @param directory where they are
 */
record Installation(Path directory) {

    static final String MISSING =
            "PostgreSQL is not installed: neither initdb and postgres on the PATH nor " + "Debian's package postgresql";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /** The programs on the path, else those of the newest of Debian's packages. */
    static Optional<Installation> find() {
        String path = System.getenv("PATH");
        Stream<Path> onPath = path == null
                ? Stream.of()
                : Stream.of(path.split(File.pathSeparator))
                        .filter(entry -> !entry.isEmpty())
                        .map(Path::of);
        return Stream.concat(onPath, debian().stream())
                .filter(directory -> Files.isExecutable(directory.resolve("initdb"))
                        && Files.isExecutable(directory.resolve("postgres")))
                .findFirst()
                .map(Installation::new);
    }

    String initdb() {
        return directory.resolve("initdb").toString();
    }

    String postgres() {
        return directory.resolve("postgres").toString();
    }

    private static List<Path> debian() {
        if (!Files.isDirectory(DEBIAN)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.filter(version -> version.getFileName().toString().matches("\\d{2}"))
                    .sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
