package io.github.wicredential.internal.doctor;

import io.github.wicredential.AssertionException;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import io.github.wicredential.internal.failure.Copies;
import io.github.wicredential.internal.files.SmallFile;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.TokenFile;
import io.github.wicredential.internal.text.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The second link: the file that the kubelet projects, or the application's own source. */
final class TokenFileCheck {

    private static final String ID = "token-file";
    private static final Duration MOST = Duration.ofSeconds(5);

    private final Anatomy anatomy;
    private final Findings findings;
    private final @Nullable Path path;
    private final boolean ownSource;
    private ClientAssertion token = ClientAssertion.of("");
    private @Nullable Exception failure;

    /** Reads already, so that the first commands can name the pod's namespace and service account. */
    TokenFileCheck(Anatomy anatomy, Findings findings, @Nullable Path path, TimeLimit limit) {
        this.anatomy = anatomy;
        this.findings = findings;
        this.path = path;
        this.ownSource = anatomy.environment().overrides().ownAssertion();
        if (path != null || ownSource) {
            try {
                token = limit.run(
                        (path == null ? "the application's own source" : path) + " (" + ID + ")",
                        MOST,
                        anatomy.assertions()::get);
            } catch (Exception e) {
                failure = e;
            }
        }
    }

    /** The token, also if it has expired; an empty one if there is none. */
    ClientAssertion token() {
        return token;
    }

    void run() {
        if (path == null && !ownSource) {
            return;
        }
        List<String> evidence = new ArrayList<>();
        evidence.add(path == null ? "the application's own source" : Evidence.shown(path.toString()));
        if (path != null) {
            evidence.addAll(attributes(path));
        }
        if (failure instanceof AssertionException refused) {
            evidence.add(SafeText.line(Copies.firstLine(String.valueOf(refused.getMessage())), Integer.MAX_VALUE));
            if (path != null) {
                ProjectedTokenFile.put(findings.values(), refused.reason(), path);
            }
            findings.add(ID, Status.PROBLEM, Guide.get().tokenFile(refused.reason(), findings.values()), evidence);
        } else if (failure != null) {
            findings.add(ID, Status.PROBLEM, Guide.get().local("assertion-source"), evidence);
        } else if (path == null || SmallFile.isSwapped(path) || TokenEvidence.isOther(token)) {
            findings.ok(ID, "The token file can be read", evidence);
        } else {
            findings.add(ID, Status.WARNING, Guide.get().local("token-frozen"), evidence);
        }
    }

    private List<String> attributes(Path path) {
        List<String> lines = new ArrayList<>();
        if (new TokenFile(path).isWhereOldWebhooksMountIt()) {
            lines.add("the path of webhooks up to 1.5.1; newer ones mount below /var/run/secrets/azure/wi");
        }
        try {
            Instant changed = Files.getLastModifiedTime(path).toInstant();
            lines.add(Files.size(path) + " bytes, written "
                    + HumanTimes.shown(Duration.between(changed, anatomy.clock().instant())) + " ago"
                    + (Files.isSymbolicLink(path) || SmallFile.isSwapped(path)
                            ? ", reached through a link"
                            : ", not a link"));
            lines.add("mode " + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + ", owner "
                    + Files.getOwner(path).getName() + "; this process runs as "
                    + JvmCheck.user(System.getProperty("user.name")));
        } catch (IOException | UnsupportedOperationException e) {
            // What can be read of it is said already.
        }
        return lines;
    }
}
