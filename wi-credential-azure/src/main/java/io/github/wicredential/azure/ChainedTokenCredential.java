package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Tries credentials in order, on each call, until one provides a token.
 *
 * <p>Thread-safe if its credentials are. Continues only after a credential that is not configured
 * ({@link CredentialUnavailableException}, including azure-identity's own); a refusal ends the search.
 * {@link DefaultAzureCredential} is a subclass, but makes one decision instead of searching.
 *
 * @since 0.1.0
 */
public class ChainedTokenCredential implements TokenCredential {

    private final TokenCredential asked;

    ChainedTokenCredential(TokenCredential asked) {
        this.asked = asked;
    }

    /** {@inheritDoc} */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        Objects.requireNonNull(context, "context");
        return asked.getToken(context);
    }

    /**
     * {@inheritDoc}
     *
     * @throws CredentialUnavailableException if no credential is configured; the message lists all reasons
     * @throws ClientAuthenticationException if a configured credential failed
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        Objects.requireNonNull(context, "context");
        return asked.getTokenSync(context);
    }
}
