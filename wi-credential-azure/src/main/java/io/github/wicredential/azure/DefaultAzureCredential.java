package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The pod's workload identity in a cluster, a developer's sign-in on a laptop.
 *
 * <p>Decides once, at the first call, says at INFO which source it took and why, and never falls through to another
 * kind of identity:
 *
 * <ol>
 *   <li>{@code AZURE_TOKEN_CREDENTIALS} decides first: {@code prod} or {@code WorkloadIdentityCredential} for workload
 *       identity, {@code dev} for the developer sign-ins, or the name of one of these.
 *   <li>Otherwise a token file (builder or {@code AZURE_FEDERATED_TOKEN_FILE}) means that this is a pod: workload identity
 *       or an error.
 *   <li>Otherwise the developer sign-ins are asked: Azure CLI, Azure Developer CLI, Azure PowerShell. The first that
 *       answers is kept.
 * </ol>
 *
 * <p>Thread-safe; build one and share it.
 */
public final class DefaultAzureCredential implements TokenCredential {

    private final SourceDecision decision;

    // Written once the source is known; two threads that find it at the same time find the same one.
    private volatile @Nullable TokenCredential chosen;

    DefaultAzureCredential(SourceDecision decision) {
        this.decision = Objects.requireNonNull(decision, "decision");
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never blocks the subscriber's thread.
     */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        TokenCredential known = chosen;
        return known != null ? known.getToken(context) : Mono.defer(() -> source().getToken(context));
    }

    /**
     * {@inheritDoc}
     *
     * @throws CredentialUnavailableException if the source that was decided on is not configured, or no developer is
     *     signed in; the message says what to do
     * @throws ClientAuthenticationException if the source was asked and failed
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        TokenCredential known = chosen;
        return (known != null ? known : source()).getTokenSync(context);
    }

    private TokenCredential source() {
        TokenCredential known = chosen;
        if (known != null) {
            return known;
        }
        synchronized (decision) {
            if (chosen == null) {
                chosen = decision.decide();
            }
            return Objects.requireNonNull(chosen);
        }
    }
}
