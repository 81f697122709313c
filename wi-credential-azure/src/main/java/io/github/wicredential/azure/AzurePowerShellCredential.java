package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.azure.internal.token.AzureTokens;
import reactor.core.publisher.Mono;

/**
 * Tokens of the developer who is signed in to Azure PowerShell ({@code Get-AzAccessToken}), for work on a laptop.
 *
 * <p>Thread-safe. Tokens are kept and renewed in the background like a pod's, so the tool runs about once an hour. Scopes
 * are of the form {@code <resource>/.default}. Token texts never become part of a message.
 */
public final class AzurePowerShellCredential implements TokenCredential {

    private final AzureTokens tokens;

    AzurePowerShellCredential(AzureTokens tokens) {
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
     * @throws CredentialUnavailableException if the tool is not installed or nobody is signed in; the message has the
     *     command to run
     * @throws ClientAuthenticationException if the tool failed in another way
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        return tokens.getSync(context);
    }
}
