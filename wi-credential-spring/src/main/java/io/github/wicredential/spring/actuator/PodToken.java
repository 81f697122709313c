package io.github.wicredential.spring.actuator;

import io.github.wicredential.AssertionException;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import io.github.wicredential.thirdparty.nimbusds.jwt.JWTParser;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * What the pod's own token says of itself, or why it cannot be used. Holds no part of it that could be sent.
 */
record PodToken(
        @Nullable String subject,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable AssertionException problem) {

    private static final PodToken UNKNOWN = new PodToken(null, null, null, null);

    /** What the token in a file says, or what is wrong with it. */
    static PodToken in(Path file, InstantSource clock) {
        try {
            JWTClaimsSet claims = JWTParser.parse(new ProjectedTokenFile(file, clock).assertion())
                    .getJWTClaimsSet();
            return claims == null
                    ? UNKNOWN
                    : new PodToken(
                            claims.getSubject(),
                            instant(claims.getIssueTime()),
                            instant(claims.getExpirationTime()),
                            null);
        } catch (AssertionException invalid) {
            return new PodToken(null, null, null, invalid);
        } catch (ParseException e) {
            // Of no form that can be looked into; whether it is good is for the authority to say.
            return UNKNOWN;
        }
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
