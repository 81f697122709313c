package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The developer sign-ins in their order; the first that answers is kept. */
final class DeveloperSignIn implements TokenCredential {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultAzureCredential.class);

    private final CredentialChain chain;

    // Written once, by the first answer.
    private final AtomicReference<@Nullable TokenCredential> kept = new AtomicReference<>();

    /**
     * Makes the sign-in.
     *
     * @param inOrder the tools' credentials
     * @param exhausted how the message begins if none of them has a token
     * @param brief the end of the message instead of their reasons, or null
     */
    DeveloperSignIn(List<? extends TokenCredential> inOrder, String exhausted, @Nullable String brief) {
        // However a tool fails, the next one is tried.
        this.chain = new CredentialChain(inOrder, (credential, failure) -> null, this::keep, exhausted, brief);
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        return Mono.defer(() -> {
            TokenCredential known = kept.get();
            return known != null
                    ? known.getToken(context)
                            .onErrorMap(ClientAuthenticationException.class, DeveloperSignIn::unavailable)
                    : chain.getToken(context);
        });
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        TokenCredential known = kept.get();
        if (known == null) {
            return chain.getTokenSync(context);
        }
        try {
            return known.getTokenSync(context);
        } catch (ClientAuthenticationException failure) {
            throw unavailable(failure);
        }
    }

    /** As before a tool is kept, and as in azure-identity: whatever a tool fails with, there is no sign-in for this request. */
    private static CredentialUnavailableException unavailable(ClientAuthenticationException failure) {
        return failure instanceof CredentialUnavailableException already
                ? already
                : new CredentialUnavailableException(String.valueOf(failure.getMessage()), failure);
    }

    private void keep(TokenCredential credential) {
        if (kept.compareAndSet(null, credential)) {
            LOG.info(
                    "DefaultAzureCredential uses {} from now on: it was the first to provide a token",
                    name(credential));
        }
    }

    static String name(TokenCredential credential) {
        return credential.getClass().getSimpleName();
    }
}
