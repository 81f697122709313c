package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.files.BrokenLink;
import io.github.wicredential.internal.files.SmallFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the token is read, if it is a file, and what the file is: the kubelet swaps a link, and nothing else is refreshed. */
public record TokenFile(@Nullable Path path) {

    private static final Path OLD_FOLDER = Path.of("/var/run/secrets/azure/tokens");
    private static final Path OLD_FILE = OLD_FOLDER.resolve("azure-identity-token");
    private static final Path NEW_FOLDER = Path.of("/var/run/secrets/azure/wi");
    private static final Path NEW_FILE = NEW_FOLDER.resolve("token/azure-identity-token");

    /** Below {@code /var/run} or {@code /run}. */
    private static final Path API_FILE = Path.of("kubernetes.io/serviceaccount/token");

    public Evidence tell(Evidence known) {
        if (path == null) {
            return known;
        }
        Path folder = path.toAbsolutePath().getParent();
        BrokenLink broken = BrokenLink.in(path.toAbsolutePath()).orElse(null);
        boolean mounted = folder != null && Files.isDirectory(folder);
        boolean old = path.startsWith(OLD_FOLDER);
        boolean other = !old && !path.equals(NEW_FILE);
        return known.put("tokenFile", path)
                .putOrNone("pathFault", fault(path.toString()))
                .putOrNone(
                        "newFile",
                        Stream.of(NEW_FILE, OLD_FILE)
                                .filter(one -> !path.equals(one) && Files.isRegularFile(one))
                                .findFirst()
                                .orElse(null))
                .putOrNone("brokenLink", broken == null ? null : broken.link())
                .put("missingTarget", broken == null ? null : broken.target())
                .fact("writtenPath", old || (other && !mounted && known.isFact("injected")))
                .fact("webhookFolder", Files.isDirectory(OLD_FOLDER) || Files.isDirectory(NEW_FOLDER))
                .fact("usualPath", path.equals(NEW_FILE))
                .fact("apiPath", path.endsWith(API_FILE))
                .fact("awsToken", path.toString().contains("eks.amazonaws.com"))
                .fact("mounted", mounted)
                .fact("linked", SmallFile.isSwapped(path));
    }

    /** What is wrong with how a path is written; null if nothing is. */
    private static @Nullable String fault(String path) {
        if (path.startsWith("\"") || path.startsWith("'")) {
            return "is in quotation marks, which became a part of it: write it without";
        }
        if (path.startsWith("file:")) {
            return "is a URL, and only a path belongs there: write it without file:";
        }
        return Path.of(path).isAbsolute()
                ? null
                : "is relative, so it is looked for in the folder in which this process was started: write it in full";
    }
}
