package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import io.github.wicredential.Diagnosis.Status;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import io.github.wicredential.internal.files.SmallFile;
import io.github.wicredential.internal.guide.Guide;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The second link: the file that the kubelet projects. */
final class TokenFileCheck {

    private static final String ID = "token-file";
    private static final int LIMIT = 64 * 1024;
    private static final String OLD_PATH = "/var/run/secrets/azure/tokens/";
    private static final Map<Reason, String> ENTRIES = Map.of(
            Reason.MISSING, "token-file-missing",
            Reason.EMPTY, "token-file-empty",
            Reason.DIRECTORY, "token-file-directory",
            Reason.UNREADABLE, "token-file-unreadable",
            Reason.TOO_LARGE, "token-file-too-large",
            Reason.NOT_A_JWT, "not-a-jwt",
            Reason.SOURCE_FAILED, "assertion-source");

    private final Pod pod;
    private final Findings findings;

    TokenFileCheck(Pod pod, Findings findings) {
        this.pod = pod;
        this.findings = findings;
    }

    /** What the file holds; an empty text if it can't be read. */
    ClientAssertion peek() {
        try {
            Path path = pod.tokenPath();
            String content = path == null || pod.overrides().ownAssertion() ? null : content(path);
            return ClientAssertion.of(content == null ? "" : content);
        } catch (InvalidPathException e) {
            return ClientAssertion.of("");
        }
    }

    /** The token, also if it has ended; null if there is none. */
    @Nullable
    ClientAssertion run() {
        if (pod.overrides().ownAssertion()) {
            return pod.assertions() == null ? null : read(pod.assertions(), null);
        }
        Path path = path();
        if (path == null) {
            return null;
        }
        findings.values().put("tokenFile", path);
        return read(new ProjectedTokenFile(path, pod.clock())::assertion, path);
    }

    private @Nullable Path path() {
        try {
            return pod.tokenPath();
        } catch (InvalidPathException e) {
            findings.problem(ID, "token-file-missing", "this platform has no such path: " + e.getReason());
            return null;
        }
    }

    private @Nullable ClientAssertion read(Supplier<ClientAssertion> source, @Nullable Path path) {
        List<String> evidence = new ArrayList<>();
        evidence.add(path == null ? "the application's own source" : GuideValues.shown(path.toString()));
        if (path != null) {
            evidence.addAll(attributes(path));
        }
        try {
            ClientAssertion token = source.get();
            judge(path, evidence);
            return token;
        } catch (AssertionException e) {
            evidence.add(GuideValues.line(String.valueOf(e.getMessage())));
            findings.problem(ID, Guide.get().local(Objects.requireNonNull(ENTRIES.get(e.reason()), "entry")), evidence);
        }
        return null;
    }

    private void judge(@Nullable Path path, List<String> evidence) {
        if (path == null || renewed(path)) {
            findings.ok(ID, "The token file can be read", evidence);
        } else {
            findings.add(ID, Status.WARNING, Guide.get().local("token-frozen"), evidence);
        }
    }

    /** The kubelet swaps a link named ..data to a directory whose name begins with two dots (Kubernetes, AtomicWriter). */
    private static boolean renewed(Path path) {
        try {
            for (Path part : path.toRealPath()) {
                if (part.toString().startsWith("..")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> attributes(Path path) {
        List<String> lines = new ArrayList<>();
        if (path.toString().startsWith(OLD_PATH)) {
            lines.add("the path of webhooks up to 1.5.1; newer ones mount below /var/run/secrets/azure/wi");
        }
        try {
            Instant changed = Files.getLastModifiedTime(path).toInstant();
            lines.add(Files.size(path) + " bytes, written "
                    + Times.shown(Duration.between(changed, pod.clock().instant())) + " ago"
                    + (Files.isSymbolicLink(path) || renewed(path) ? ", reached through a link" : ", not a link"));
            lines.add("mode " + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + ", owner "
                    + Files.getOwner(path).getName() + "; this process runs as " + System.getProperty("user.name"));
        } catch (IOException | UnsupportedOperationException e) {
            // What can be read of it is said already.
        }
        return lines;
    }

    private static @Nullable String content(Path path) {
        try {
            return new String(SmallFile.read(path, LIMIT), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
