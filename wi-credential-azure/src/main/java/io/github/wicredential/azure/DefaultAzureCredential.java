package io.github.wicredential.azure;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * The pod's workload identity in a cluster, a developer's sign-in on a laptop.
 *
 * <p>Decides once, at the first call, says at INFO which source it took and why, and never falls through to another
 * kind of identity:
 *
 * <ol>
 *   <li>{@code AZURE_TOKEN_CREDENTIALS} decides first: {@code prod} or {@code WorkloadIdentityCredential} for workload
 *       identity, {@code ManagedIdentityCredential} for the same in a pod, {@code dev} for the developer sign-ins, or the
 *       name of one of these.
 *   <li>Otherwise a token file (builder or {@code AZURE_FEDERATED_TOKEN_FILE}) means that this is a pod: workload identity
 *       or an error.
 *   <li>Otherwise the developer sign-ins are asked: Azure CLI, Azure Developer CLI, Azure PowerShell. The first that
 *       answers is kept.
 * </ol>
 *
 * <p>Without a token file, but in Kubernetes ({@code KUBERNETES_SERVICE_HOST}) or on a service of Azure with a managed
 * identity ({@code IDENTITY_ENDPOINT}), that is logged at WARN, and if nobody is signed in the exception begins with it:
 * most likely the webhook has missed the pod.
 *
 * <p>Its exceptions are those of {@link ChainedTokenCredential}. Thread-safe; build one and share it.
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
     * Fetches the tokens that Azure's clients will ask for ahead of their use, for example before a pod reports ready.
     * Decides which source to take, if that is not known yet. With the developer sign-ins nothing is fetched: a tool is
     * run when its token is needed.
     *
     * @param scopes one scope for each kind of client, for example {@code https://vault.azure.net/.default}
     * @return a future that completes when all tokens are there, or fails with the
     *     {@link io.github.wicredential.WorkloadIdentityException} of the first failure, or with a
     *     {@link CredentialUnavailableException}
     */
    public CompletableFuture<Void> prefetch(String... scopes) {
        return decided.prefetch(Objects.requireNonNull(scopes, "scopes"));
    }

    /** Issues no more tokens and fails all who wait for one. Idempotent. */
    @Override
    public void close() {
        decided.close();
    }
}
