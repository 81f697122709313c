package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.internal.token.AzureTokens;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/**
 * This pod's workload identity as a credential for the Azure SDK's clients.
 *
 * <p>Thread-safe; build one and share it among all clients. Tokens are cached and refreshed in the background before
 * they expire; synchronous and asynchronous callers share them. No caller waits while a valid token exists.
 *
 * <p>Synchronous and asynchronous calls report failures in the same way: as azure-core's
 * {@link ClientAuthenticationException}, whose cause is the library's
 * {@link io.github.wicredential.WorkloadIdentityException} and whose message says what to do next.
 *
 * @since 0.1.0
 */
public final class WorkloadIdentityCredential implements TokenCredential, AutoCloseable {

    private final WorkloadIdentity identity;
    private final boolean owned;
    private final AzureTokens tokens;

    private WorkloadIdentityCredential(WorkloadIdentity identity, boolean owned) {
        this.identity = identity;
        this.owned = owned;
        this.tokens = new AzureTokens(identity, identity.tenantId());
    }

    /**
     * Returns a credential for an identity that the application has already built. The credential shares its tokens.
     *
     * @param identity the identity; closing the credential does not close it
     * @return a credential
     */
    public static WorkloadIdentityCredential of(WorkloadIdentity identity) {
        return new WorkloadIdentityCredential(Objects.requireNonNull(identity, "identity"), false);
    }

    /** A credential that also closes its identity. */
    static WorkloadIdentityCredential owning(WorkloadIdentity identity) {
        return new WorkloadIdentityCredential(identity, true);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never blocks the subscriber's thread. Emits immediately if there is a valid token. Each subscription makes a
     * new call, so failures are not cached; cancelling one subscription does not affect others.
     */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        return tokens.getAsync(context);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Does not use Reactor. Waits only if there is no valid token, for at most 30 s.
     *
     * @throws ClientAuthenticationException if there is no valid token and none could be obtained
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        return tokens.getSync(context);
    }

    /**
     * Obtains the tokens that Azure's clients will request before they are needed, for example before a pod reports
     * ready.
     *
     * <p>Azure's clients declare that they handle claims challenges, so {@link WorkloadIdentity#prefetch(String...)}
     * does not obtain their tokens.
     *
     * @param scopes one scope per kind of client, for example {@code https://vault.azure.net/.default}
     * @return a future that completes when all tokens are cached, or fails with the
     *     {@link io.github.wicredential.WorkloadIdentityException} of the first failure
     */
    public CompletableFuture<Void> prefetch(String... scopes) {
        TokenRequest[] requests = new TokenRequest[Objects.requireNonNull(scopes, "scopes").length];
        for (int i = 0; i < scopes.length; i++) {
            String scope = Objects.requireNonNull(scopes[i], "scope");
            try {
                requests[i] = TokenRequest.of(scope).withCae(true);
            } catch (ConfigurationException refused) {
                return CompletableFuture.failedFuture(refused);
            }
        }
        return identity.prefetch(requests);
    }

    /**
     * The identity behind this credential, for features that the Azure SDK does not have, such as reporting a rejected
     * token.
     *
     * @return the identity
     */
    public WorkloadIdentity identity() {
        return identity;
    }

    /**
     * Closes the identity if a builder of this package built it: it stops issuing tokens and fails all waiting callers.
     * An identity given to {@link #of} stays open, and the credential continues to use it. Idempotent.
     */
    @Override
    public void close() {
        if (owned) {
            identity.close();
        }
    }

    /** Describes the identity; contains no secret. */
    @Override
    public String toString() {
        return "WorkloadIdentityCredential[" + identity + "]";
    }
}
