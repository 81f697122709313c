package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Uses the managed identity that a pod's service account is federated with. In a pod that the webhook has mutated this
 * is its workload identity, as with azure-identity's credential of the same name.
 *
 * <p>Elsewhere it is unavailable, so a chain continues. It never uses the identity of a node, a machine or another
 * Azure service and never calls a metadata service (IMDS). Thread-safe; build one and share it.
 *
 * @since 0.1.0
 */
public final class ManagedIdentityCredential implements TokenCredential, AutoCloseable {

    private final @Nullable String clientId;
    private final TokenCredential asked;

    ManagedIdentityCredential(@Nullable String clientId, TokenCredential asked) {
        this.clientId = clientId;
        this.asked = asked;
    }

    /**
     * The client id of the identity: that of the builder, otherwise {@code AZURE_CLIENT_ID}.
     *
     * @return the client id, or null if neither is set
     */
    public @Nullable String getClientId() {
        return clientId;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never blocks the subscriber's thread.
     */
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        Objects.requireNonNull(context, "context");
        return asked.getToken(context);
    }

    /**
     * {@inheritDoc}
     *
     * @throws CredentialUnavailableException if this is not a pod with a workload identity, or the builder was given a
     *     resource or object id; the message says what to do
     * @throws ClientAuthenticationException if there is no valid token and none could be obtained
     */
    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        Objects.requireNonNull(context, "context");
        return asked.getTokenSync(context);
    }

    /** Stops issuing tokens and fails all waiting callers. Idempotent. */
    @Override
    public void close() {
        WorkloadIdentityCredential workload = workload();
        if (workload != null) {
            workload.close();
        }
    }

    /** The source of tokens, or null if the credential is unavailable. */
    @Nullable
    WorkloadIdentityCredential workload() {
        return asked instanceof WorkloadIdentityCredential workload ? workload : null;
    }
}
