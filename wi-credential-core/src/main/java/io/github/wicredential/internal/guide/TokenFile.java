package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.files.BrokenLink;
import io.github.wicredential.internal.files.SmallFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the token is read, if it is a file, and what the file is: the kubelet swaps a link, and nothing else is refreshed. */
public record TokenFile(@Nullable Path path) {

    /** Below {@code /var/run} or {@code /run}. */
    private static final Path API_FILE = Path.of("kubernetes.io/serviceaccount/token");

    public Evidence tell(Evidence known) {
        return tell(known, WebhookPaths.OF_A_POD);
    }

    Evidence tell(Evidence known, WebhookPaths webhook) {
        if (path == null) {
            return known;
        }
        Path folder = path.toAbsolutePath().getParent();
        BrokenLink broken = BrokenLink.in(path.toAbsolutePath()).orElse(null);
        boolean mounted = folder != null && Files.isDirectory(folder);
        boolean usual = webhook.isNew(path) || (mounted && webhook.isOldFile(path));
        return known.put("tokenFile", path)
                .putOrNone("pathFault", fault(path.toString()))
                .putOrNone("newFile", webhook.otherThan(path).orElse(null))
                .putOrNone("brokenLink", broken == null ? null : broken.link())
                .put("missingTarget", broken == null ? null : broken.target())
                .fact("writtenPath", !usual && !mounted && (webhook.isOld(path) || known.isFact("injected")))
                .fact("webhookFolder", webhook.exist())
                .fact("usualPath", usual)
                .fact("apiPath", path.endsWith(API_FILE))
                .fact("awsToken", path.toString().contains("eks.amazonaws.com"))
                .fact("mounted", mounted)
                .fact("linked", SmallFile.isSwapped(path));
    }

    /** Whether it is where webhooks up to 1.5.1 mount it. */
    public boolean isWhereOldWebhooksMountIt() {
        return path != null && WebhookPaths.OF_A_POD.isOld(path);
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
