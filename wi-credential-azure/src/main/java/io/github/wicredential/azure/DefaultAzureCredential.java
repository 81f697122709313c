package io.github.wicredential.azure;

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
 */
public final class DefaultAzureCredential extends ChainedTokenCredential {

    DefaultAzureCredential(SourceDecision decision) {
        super(new DecidedCredential(decision));
    }
}
