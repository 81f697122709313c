package io.github.wicredential.azure;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Uses the pod's workload identity in a cluster and a developer's sign-in on a laptop.
 *
 * <p>Chooses once, on the first call, logs the source and the reason at INFO, and never falls back to another kind of
 * identity:
 *
 * <ol>
 *   <li>{@code AZURE_TOKEN_CREDENTIALS} decides first: {@code prod} or {@code WorkloadIdentityCredential} for workload
 *       identity, {@code ManagedIdentityCredential} for the same in a pod, {@code dev} for the developer sign-ins, or
 *       the name of a single developer sign-in.
 *   <li>Otherwise, a token file (from the builder or {@code AZURE_FEDERATED_TOKEN_FILE}) means that this is a pod:
 *       workload identity or an error.
 *   <li>Otherwise, the developer sign-ins are tried: Azure CLI, Azure Developer CLI, Azure PowerShell. The first that
 *       provides a token is used from then on.
 * </ol>
 *
 * <p>A missing token file in Kubernetes ({@code KUBERNETES_SERVICE_HOST}) or on an Azure service with a managed
 * identity ({@code IDENTITY_ENDPOINT}) is logged at WARN. If no developer is signed in, the exception begins with this
 * fact; in Kubernetes, most likely the webhook did not mutate the pod.
 *
 * <p>Throws the same exceptions as {@link ChainedTokenCredential}. Thread-safe; build one and share it.
 *
 * @since 0.1.0
 */
public final class DefaultAzureCredential extends ChainedTokenCredential implements AutoCloseable {

    private final DecidedCredential decided;

    DefaultAzureCredential(CredentialSelector selector) {
        this(new DecidedCredential(selector));
    }

    private DefaultAzureCredential(DecidedCredential decided) {
        super(decided);
        this.decided = decided;
    }

    /**
     * Obtains the tokens that Azure's clients will request before they are needed, for example before a pod reports
     * ready. Chooses the source if that has not happened yet. Does nothing for developer sign-ins: a tool runs when its
     * token is needed.
     *
     * @param scopes one scope per kind of client, for example {@code https://vault.azure.net/.default}
     * @return a future that completes when all tokens are cached, or fails with the
     *     {@link io.github.wicredential.WorkloadIdentityException} of the first failure, or with a
     *     {@link CredentialUnavailableException}
     */
    public CompletableFuture<Void> prefetch(String... scopes) {
        return decided.prefetch(Objects.requireNonNull(scopes, "scopes"));
    }

    /** Stops issuing tokens and fails all waiting callers. Idempotent. */
    @Override
    public void close() {
        decided.close();
    }
}
