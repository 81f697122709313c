package io.github.wicredential;

/**
 * When a token request goes through the token proxy of AKS identity bindings instead of directly to Entra.
 *
 * <p>A pod annotated for identity bindings receives a token for the audience {@code api://AKSIdentityBinding}, which
 * Entra never accepts directly, and variables that name the token proxy.
 *
 * @since 0.1.0
 */
public enum IdentityBindingMode {

    /**
     * Decides for each token request from the pod's token: the request goes through the token proxy if
     * {@code AZURE_KUBERNETES_TOKEN_PROXY} is set and no audience of the token begins with
     * {@code api://AzureADTokenExchange}.
     */
    AUTO,

    /**
     * Uses the token proxy whenever one of its variables is set, otherwise Entra. Building the identity fails if
     * {@code AZURE_KUBERNETES_CA_FILE} names a file that does not exist and {@code AZURE_KUBERNETES_CA_DATA} is not
     * set.
     */
    ON,

    /**
     * Like {@link #ON}, but {@code AZURE_KUBERNETES_CA_FILE} and {@code AZURE_KUBERNETES_CA_DATA} must not both be set,
     * as in Microsoft's libraries. The other modes use the file if it exists and is not empty, otherwise the data.
     */
    STRICT,

    /** Never uses the token proxy and does not read its variables. */
    OFF
}
