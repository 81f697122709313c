package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Asks credentials in turn until one has a token, for each call anew.
 *
 * <p>Thread-safe if its parts are. Goes on only where a credential is not configured
 * ({@link CredentialUnavailableException}, also azure-identity's own); a refusal ends the search. A
 * {@link DefaultAzureCredential} is one too, by type, but decides instead of searching.
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
     * @throws CredentialUnavailableException if no credential is configured; the message has all reasons
     * @throws ClientAuthenticationException if one is configured and failed
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        Objects.requireNonNull(context, "context");
        return asked.getTokenSync(context);
    }
}
