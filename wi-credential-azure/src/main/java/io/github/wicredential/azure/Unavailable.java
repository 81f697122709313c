package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Stands for a credential that is not configured: each call says so.
 *
 * @param message what is missing and what to do
 * @param cause what showed it, or null
 */
record Unavailable(String message, @Nullable Throwable cause) implements TokenCredential {

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        return Mono.error(this::exception);
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        throw exception();
    }

    private CredentialUnavailableException exception() {
        return new CredentialUnavailableException(message, cause);
    }
}
