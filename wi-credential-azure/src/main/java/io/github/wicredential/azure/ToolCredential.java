package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.azure.internal.token.AzureTokens;
import reactor.core.publisher.Mono;

/** Base class of the credentials that run command-line tools. */
abstract class ToolCredential implements TokenCredential {

    private final AzureTokens tokens;

    ToolCredential(AzureTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never blocks the subscriber's thread.
     */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        return tokens.getAsync(context);
    }

    /**
     * {@inheritDoc}
     *
     * @throws CredentialUnavailableException if the tool is not installed or nobody is signed in; the message names the
     *     command to run
     * @throws ClientAuthenticationException if the tool failed for another reason
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        return tokens.getSync(context);
    }
}
