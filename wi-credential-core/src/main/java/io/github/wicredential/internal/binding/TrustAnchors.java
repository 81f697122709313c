package io.github.wicredential.internal.binding;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.binding.Certificates.Unusable;
import io.github.wicredential.internal.files.OpenFiles;
import io.github.wicredential.internal.files.SmallFile;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates that the token proxy's certificate must chain to, read before each exchange and compared by
 * content.
 *
 * <p>If the file is missing or empty in the middle of a rotation, the previous trust stays in use.
 */
final class TrustAnchors {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.wicredential");
    private static final int LIMIT = 1024 * 1024;

    private final @Nullable Path file;

    // In place of the file: the text of the variable, or, if no file is named either, the system's roots.
    private final @Nullable Ca instead;

    private final AtomicBoolean loggedText = new AtomicBoolean();
    private final AtomicBoolean loggedKept = new AtomicBoolean();

    TrustAnchors(TokenProxySettings settings) {
        this.file = settings.caFile();
        if (settings.caText() != null) {
            this.instead = new Ca(TokenProxySettings.CA_TEXT, settings.caText());
        } else {
            this.instead = file == null ? new Ca("the system's trust store", null) : null;
        }
    }

    /**
     * What is trusted, and where it comes from in the words of messages; null stands for the system's root
     * certificates.
     */
    record Ca(String origin, @Nullable Certificates certificates) {

        @Nullable
        X509ExtendedTrustManager trust() {
            return certificates == null ? null : certificates.trust();
        }
    }

    /** What is trusted now: the same as at the last exchange if nothing has changed. */
    Ca current(@Nullable Ca last) throws Unusable {
        Path path = file;
        if (path == null) {
            return Objects.requireNonNull(instead, "instead");
        }
        String text = read(path);
        if (text == null || text.isBlank()) {
            return withoutFile(path, text != null, last);
        }
        loggedKept.set(false);
        if (last != null && last.certificates() != null && last.certificates().madeFrom(text)) {
            return last;
        }
        try {
            return new Ca("the file " + path, Certificates.parse(text));
        } catch (Unusable e) {
            throw new Unusable("the CA file " + path + " " + e.getMessage(), e);
        }
    }

    private Ca withoutFile(Path path, boolean exists, @Nullable Ca last) throws Unusable {
        String state = exists ? "is empty" : "does not exist";
        if (last != null) {
            if (!last.equals(instead) && loggedKept.compareAndSet(false, true)) {
                LOG.warn(
                        "The CA file {} {}, perhaps in the middle of a rotation; its previous content is still used.",
                        path,
                        state);
            }
            return last;
        }
        if (instead != null) {
            if (loggedText.compareAndSet(false, true)) {
                LOG.warn(
                        "{} names {}, which {}; {} is used instead.",
                        TokenProxySettings.CA_FILE,
                        path,
                        state,
                        TokenProxySettings.CA_TEXT);
            }
            return instead;
        }
        if (exists) {
            throw new Unusable("the CA file " + path + " is empty", null);
        }
        throw missing(path, "does not exist");
    }

    /** Refuses a missing file without a replacement, before anything is sent. */
    void requireFile() {
        if (file != null && instead == null && !Files.isRegularFile(file)) {
            throw missing(file, Files.exists(file) ? "is not a regular file" : "does not exist");
        }
    }

    private static ConfigurationException missing(Path path, String state) {
        return new ConfigurationException(TokenProxySettings.CA_FILE + " names " + path + ", which " + state + ", and "
                + TokenProxySettings.CA_TEXT
                + " is not set. The system's root certificates are not trusted instead.\n  "
                + Guide.get()
                        .local("binding-ca")
                        .advice(Pod.here().put("caFile", path).fact("caMissing", !Files.exists(path)))
                        .next(""));
    }

    private static @Nullable String read(Path path) throws Unusable {
        try {
            byte[] content = SmallFile.read(path, LIMIT + 1);
            if (content.length > LIMIT) {
                throw new Unusable("the CA file " + path + " holds more than 1 MiB", null);
            }
            // One character per byte, so that any change is seen.
            return new String(content, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return null;
        } catch (Unusable e) {
            throw e;
        } catch (SmallFile.NotRegular e) {
            throw new Unusable("the CA file " + path + " " + e.getReason(), e);
        } catch (IOException e) {
            String why =
                    OpenFiles.saysSo(e) ? "too many open files" : e.getClass().getSimpleName();
            throw new Unusable("the CA file " + path + " cannot be read (" + why + ")", e);
        }
    }
}
