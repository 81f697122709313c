package io.github.wicredential.azure.internal.token;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Copies;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Between the engine's terms and azure-core's. */
final class Conversion {

    private Conversion() {}

    static AccessToken azure(io.github.wicredential.AccessToken token) {
        OffsetDateTime expires = utc(token.expiresAt());
        try {
            return new AccessToken(token.value(), expires, utc(token.refreshAt()));
        } catch (NoSuchMethodError olderThan50) {
            // An older client of Azure's decides the version; azure-core 1.49 has no time to refresh at.
            return new AccessToken(token.value(), expires);
        }
    }

    static TokenRequest request(TokenRequestContext context) {
        if (asksForProofOfPossession(context)) {
            throw new ConfigurationException(
                    "A proof-of-possession token was requested (ProofOfPossessionOptions), but this "
                            + "credential obtains bearer tokens only. Leave the options out, or use a credential "
                            + "for signed requests.");
        }
        return TokenRequest.of(context.getScopes().toArray(String[]::new))
                .withTenant(context.getTenantId())
                .withClaims(context.getClaims())
                .withCae(context.isCaeEnabled());
    }

    static boolean asksForProofOfPossession(TokenRequestContext context) {
        try {
            return context.getProofOfPossessionOptions() != null;
        } catch (NoSuchMethodError older) {
            // This version of azure-core cannot request it.
            return false;
        }
    }

    /** What users of azure-core expect to catch; the engine's own exception is its cause, without the message. */
    static RuntimeException failure(WorkloadIdentityException failure) {
        return new ClientAuthenticationException(failure.getMessage(), null, Copies.asCause(failure));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
