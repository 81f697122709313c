package io.github.wicredential;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An access token with its times.
 *
 * <p>Immutable and thread-safe. The value is a secret: it is never part of {@link #toString()}. The token is opaque to
 * a client; its content is for the resource it was issued for. Two tokens are equal if they are the same object.
 *
 * @since 0.1.0
 */
public final class AccessToken {

    private final String value;
    private final Instant expiresAt;
    private final Instant refreshAt;

    // Written by any reader; a race only makes the same text twice.
    private @Nullable String header;

    /**
     * Makes a token from its parts, for example in a test.
     *
     * @param value the token as Entra issued it
     * @param expiresAt when the token expires
     * @param refreshAt when the next one should be requested
     */
    public AccessToken(String value, Instant expiresAt, Instant refreshAt) {
        this.value = Objects.requireNonNull(value, "value");
        this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
        this.refreshAt = Objects.requireNonNull(refreshAt, "refreshAt");
    }

    /**
     * The token itself.
     *
     * @return the secret value
     */
    public String value() {
        return value;
    }

    /**
     * When the token expires, by the local clock and the lifetime that Entra stated.
     *
     * @return the instant after which resources refuse the token
     */
    public Instant expiresAt() {
        return expiresAt;
    }

    /**
     * The instant at which the library refreshes this token in the background. Nobody has to act on it.
     *
     * @return an instant before {@link #expiresAt()}
     */
    public Instant refreshAt() {
        return refreshAt;
    }

    /**
     * The value of an {@code Authorization} header: {@code Bearer} and the token. Computed on first use and cached.
     *
     * @return the secret header value
     */
    public String authorizationHeader() {
        String made = header;
        if (made == null) {
            made = "Bearer " + value;
            header = made;
        }
        return made;
    }

    /** Names the times and hides the value. */
    @Override
    public String toString() {
        return "AccessToken[value=<hidden>, expiresAt=" + expiresAt + ", refreshAt=" + refreshAt + "]";
    }
}
