package io.github.wicredential.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes a projected volume as kubelet's atomic writer does: a time-stamped directory per version, {@code ..data} pointing to the
 * newest by an atomic rename, and a visible link through {@code ..data}.
 *
 * <p>A few old versions stay, so that a reader which has just followed the link still finds its file. Where the file system has no
 * symbolic links, the visible file is replaced by an atomic rename instead.
 */
final class AtomicWriter {

    static final String FOLDER = "token";
    static final String FILE = "azure-identity-token";

    private static final int VERSIONS_KEPT = 8;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("'..'yyyy_MM_dd_HH_mm_ss.").withZone(ZoneOffset.UTC);

    private final Path root;
    private final boolean links;
    private final Deque<Path> versions = new ArrayDeque<>();
    private long version;

    AtomicWriter(Path root, boolean links) {
        this.root = root;
        this.links = links;
    }

    static AtomicWriter in(Path root) {
        return new AtomicWriter(root, linksWork(root));
    }

    Path file() {
        return root.resolve(FOLDER).resolve(FILE);
    }

    /** Makes the text the visible content; null leaves no file. */
    synchronized void write(@Nullable String content, Instant now) {
        try {
            if (links) {
                swap(content, now);
            } else {
                replace(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the token file cannot be written below " + root, e);
        }
    }

    /** Removes the whole volume. */
    synchronized void delete() {
        try {
            deleteTree(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + root, e);
        }
    }

    private void swap(@Nullable String content, Instant now) throws IOException {
        Path directory = Files.createDirectory(root.resolve(STAMP.format(now) + ++version));
        Path folder = Files.createDirectory(directory.resolve(FOLDER));
        if (content != null) {
            writeFile(folder.resolve(FILE), content);
        }
        Path pending = Files.createSymbolicLink(root.resolve("..data_tmp"), directory.getFileName());
        Files.move(pending, root.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (version == 1) {
            Files.createSymbolicLink(root.resolve(FOLDER), Path.of("..data", FOLDER));
        }
        versions.add(directory);
        if (versions.size() > VERSIONS_KEPT) {
            deleteTree(versions.remove());
        }
    }

    private void replace(@Nullable String content) throws IOException {
        Files.createDirectories(root.resolve(FOLDER));
        if (content == null) {
            Files.deleteIfExists(file());
            return;
        }
        Path pending = root.resolve("..data_tmp");
        writeFile(pending, content);
        Files.move(pending, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void writeFile(Path file, String content) throws IOException {
        Files.writeString(file, content, StandardCharsets.UTF_8);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static boolean linksWork(Path root) {
        Path probe = root.resolve("..probe");
        try {
            Files.createSymbolicLink(probe, Path.of("nowhere"));
            Files.delete(probe);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
