package io.github.wicredential.internal.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the webhook of each version mounts the token, below the folder that all of them use. */
record WebhookPaths(Path folder) {

    /** The folder in every pod. */
    static final WebhookPaths OF_A_POD = new WebhookPaths(Path.of("/var/run/secrets/azure"));

    private static final String NAME = "azure-identity-token";

    /** From 1.6.1 on: the hash that is also in the volume's name. */
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{30}");

    /** Whether a path is below the mount of webhooks up to 1.5.1. */
    boolean isOld(Path path) {
        return path.startsWith(tokens());
    }

    /** Whether a path is the token file of a webhook from 1.6.0 on, whether it exists or not. */
    boolean isNew(Path path) {
        Path mount = path.getParent() == null ? null : path.getParent().getParent();
        return mount != null
                && path.equals(in(mount))
                && (mount.equals(wi()) || (wi().equals(mount.getParent()) && isHash(mount.getFileName())));
    }

    /** Whether a path is the token file of a webhook up to 1.5.1. */
    boolean isOldFile(Path path) {
        return path.equals(oldFile());
    }

    /** Whether a webhook has mounted something. */
    boolean exist() {
        return Files.isDirectory(tokens()) || Files.isDirectory(wi());
    }

    /** A token file that is there, at another path. */
    Optional<Path> otherThan(Path path) {
        return Stream.of(hashed().stream(), Stream.of(in(wi()), oldFile()))
                .flatMap(files -> files)
                .filter(file -> !file.equals(path) && Files.isRegularFile(file))
                .findFirst();
    }

    private List<Path> hashed() {
        try (Stream<Path> mounts = Files.list(wi())) {
            return mounts.filter(mount -> isHash(mount.getFileName()))
                    .sorted()
                    .map(WebhookPaths::in)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static boolean isHash(Path name) {
        return HASH.matcher(name.toString()).matches();
    }

    private Path tokens() {
        return folder.resolve("tokens");
    }

    private Path oldFile() {
        return tokens().resolve(NAME);
    }

    private Path wi() {
        return folder.resolve("wi");
    }

    private static Path in(Path mount) {
        return mount.resolve("token").resolve(NAME);
    }
}
