package io.github.wicredential;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An access token, when it expires and when it is refreshed.
 *
 * <p>Immutable and thread-safe. The value is a secret: it is never part of {@link #toString()}. The token is opaque to
 * clients: only the resource it was issued for may read its content. Equality is identity.
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
     * Creates a token from its parts, for example in a test.
     *
     * @param value the token as Entra issued it
     * @param expiresAt when the token expires
     * @param refreshAt when the next token should be requested
     */
    public AccessToken(String value, Instant expiresAt, Instant refreshAt) {
        this.value = Objects.requireNonNull(value, "value");
        this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
        this.refreshAt = Objects.requireNonNull(refreshAt, "refreshAt");
    }

    /**
     * The encoded token.
     *
     * @return the secret value
     */
    public String value() {
        return value;
    }

    /**
     * When the token expires, computed from the local clock and the lifetime that Entra stated.
     *
     * @return the instant from which resources reject the token
     */
    public Instant expiresAt() {
        return expiresAt;
    }

    /**
     * The instant at which the library refreshes this token in the background. Callers need not act on it.
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

    /** Shows the times and hides the value. */
    @Override
    public String toString() {
        return "AccessToken[value=<hidden>, expiresAt=" + expiresAt + ", refreshAt=" + refreshAt + "]";
    }
}
