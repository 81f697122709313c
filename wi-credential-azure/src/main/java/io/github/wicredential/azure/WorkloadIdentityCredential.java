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
 * The identity of this pod for the Azure SDK's clients: workload identity and nothing else.
 *
 * <p>Thread-safe; build one and share it among all clients. Tokens are cached and refreshed in the background before they
 * expire; synchronous and asynchronous callers share them. Nobody waits while a valid token exists.
 *
 * <p>What fails is reported alike on both ways: as azure-core's {@link ClientAuthenticationException}, whose cause is
 * the library's own {@link io.github.wicredential.WorkloadIdentityException} and whose message says what to do next.
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
     * Puts an identity that the application has built already before the Azure SDK's clients. They share its tokens.
     *
     * @param identity the identity; stays open when the credential is closed
     * @return a credential
     */
    public static WorkloadIdentityCredential of(WorkloadIdentity identity) {
        return new WorkloadIdentityCredential(Objects.requireNonNull(identity, "identity"), false);
    }

    /** A credential that closes its identity with itself. */
    static WorkloadIdentityCredential owning(WorkloadIdentity identity) {
        return new WorkloadIdentityCredential(identity, true);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never blocks the subscriber's thread. Emits at once if there is a usable token. Each subscription asks anew, so
     * that a failure is not remembered; cancelling one disturbs no other.
     */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        return tokens.getAsync(context);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Does not use Reactor. Waits only if there is no valid token, 30 s at most.
     *
     * @throws ClientAuthenticationException if there is no valid token and none could be obtained
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        return tokens.getSync(context);
    }

    /**
     * Fetches the tokens that Azure's clients will ask for ahead of their use, for example before a pod reports ready.
     *
     * <p>Azure's clients declare that they answer claims challenges, so their tokens are not those of
     * {@link WorkloadIdentity#prefetch(String...)}.
     *
     * @param scopes one scope for each kind of client, for example {@code https://vault.azure.net/.default}
     * @return a future that completes when all tokens are there, or fails with the
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
     * The identity behind this credential, for what the Azure SDK has no words for, such as reporting that a
     * token was rejected.
     *
     * @return the identity
     */
    public WorkloadIdentity identity() {
        return identity;
    }

    /**
     * Closes the identity if a builder of this package built it: it issues no more tokens, and all who wait fail. An
     * identity that was handed to {@link #of} is others' to close, and the credential goes on with it. Idempotent.
     */
    @Override
    public void close() {
        if (owned) {
            identity.close();
        }
    }

    /** Names the identity; holds no secret. */
    @Override
    public String toString() {
        return "WorkloadIdentityCredential[" + identity + "]";
    }
}
