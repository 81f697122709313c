package io.github.wicredential.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A link on the way to a file that leads to what does not exist. */
public record BrokenLink(Path link, Path target) {

    /** No system follows more links than that. */
    private static final int MOST = 40;

    /** The one that keeps an absolute path from being followed; nothing if there is none. */
    public static Optional<BrokenLink> in(Path path) {
        return in(path, MOST);
    }

    private static Optional<BrokenLink> in(Path path, int most) {
        Path way = path.getRoot();
        for (Path name : path) {
            way = way == null ? name : way.resolve(name);
            if (!Files.isSymbolicLink(way)) {
                continue;
            }
            try {
                Path target = way.resolveSibling(Files.readSymbolicLink(way)).normalize();
                if (!Files.exists(target)) {
                    Optional<BrokenLink> deeper = most == 0 ? Optional.empty() : in(target, most - 1);
                    return deeper.isPresent() ? deeper : Optional.of(new BrokenLink(way, target));
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
