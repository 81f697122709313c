package io.github.wicredential.azure.internal.token;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.cache.TokenCache;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Between the engine's terms and azure-core's. */
final class Conversion {

    private Conversion() {}

    static AccessToken azure(io.github.wicredential.AccessToken token) {
        return new AccessToken(token.value(), utc(token.expiresAt()), utc(token.refreshAt()));
    }

    static TokenRequest request(TokenRequestContext context) {
        if (context.getProofOfPossessionOptions() != null) {
            throw new ConfigurationException(
                    "A proof-of-possession token was asked for (ProofOfPossessionOptions), and "
                            + "this credential obtains bearer tokens only. Leave the options out, or use a credential for "
                            + "signed requests.");
        }
        return new TokenRequest(
                context.getScopes(),
                context.getTenantId(),
                context.getClaims(),
                context.isCaeEnabled(),
                null,
                Duration.ZERO);
    }

    /** What users of azure-core expect to catch; the engine's own exception is its cause, without the message. */
    static RuntimeException failure(WorkloadIdentityException failure) {
        return new ClientAuthenticationException(failure.getMessage(), null, TokenCache.asCause(failure));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
