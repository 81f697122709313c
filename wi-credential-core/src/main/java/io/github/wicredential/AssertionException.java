package io.github.wicredential;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client assertion, normally the pod's service-account token, could not be obtained or cannot be sent. Nothing was
 * sent.
 *
 * @since 0.1.0
 */
public final class AssertionException extends WorkloadIdentityException {

    private static final long serialVersionUID = 1L;

    /**
     * What is wrong with the assertion. Reasons may be added in any release.
     *
     * @since 0.1.0
     */
    public enum Reason {
        /** The file does not exist. */
        MISSING,
        /** The file has no content. */
        EMPTY,
        /** The path names a directory. */
        DIRECTORY,
        /** The file exists but this process cannot read it, or it is not a regular file. */
        UNREADABLE,
        /** The file is larger than 64 KiB. */
        TOO_LARGE,
        /** The content is not a JWT. */
        NOT_A_JWT,
        /** The application's {@link AssertionSource} failed. */
        SOURCE_FAILED
    }

    private final Reason reason;

    // As a text, since a path is not serializable.
    private final @Nullable String path;

    /**
     * Creates the exception.
     *
     * @param reason what is wrong
     * @param path the token file, or null if the assertion does not come from a file
     * @param message what is wrong and what to do
     * @param cause the cause, or null
     */
    public AssertionException(Reason reason, @Nullable Path path, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.path = path == null ? null : path.toString();
    }

    /**
     * What is wrong with the assertion.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The token file.
     *
     * @return its path, unless the assertion comes from an {@link AssertionSource}
     */
    public Optional<Path> path() {
        return Optional.ofNullable(path).map(Path::of);
    }
}
