package io.github.wicredential.examples.local;

import java.time.Instant;

/**
 * What a resource server knows of a token that it has verified.
 *
 * @param applicationId the client id of the caller, the token's {@code appid}
 * @param expiresAt the end of the token's life, its {@code exp}
 */
public record AcceptedToken(String applicationId, Instant expiresAt) {}
