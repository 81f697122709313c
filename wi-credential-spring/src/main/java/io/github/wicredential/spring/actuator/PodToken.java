package io.github.wicredential.spring.actuator;

import io.github.wicredential.AssertionException;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the pod's own token says of itself, or why it cannot be used. Holds no part of it that could be sent.
 */
record PodToken(
        @Nullable String subject,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable AssertionException problem) {

    /** What the token in a file says, or what is wrong with it. */
    static PodToken in(Path file, InstantSource clock) {
        try {
            ClientAssertion token = new ProjectedTokenFile(file, clock).assertion();
            return new PodToken(token.subject(), token.issuedAt(), token.expiresAt(), null);
        } catch (AssertionException invalid) {
            return new PodToken(null, null, null, invalid);
        }
    }
}
