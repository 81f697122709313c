package io.github.wicredential;

/**
 * When a token request goes through the token proxy of AKS identity bindings instead of to Entra itself.
 *
 * <p>A pod that is annotated for identity bindings gets a token for the audience {@code api://AKSIdentityBinding}, which
 * Entra never accepts directly, and the variables that name the proxy.
 *
 * @since 0.1.0
 */
public enum IdentityBindingMode {

    /**
     * Decided anew for each token request, from the pod's token: through the proxy if
     * {@code AZURE_KUBERNETES_TOKEN_PROXY} is set and no audience of the token begins with
     * {@code api://AzureADTokenExchange}.
     */
    AUTO,

    /**
     * Through the proxy whenever one of its variables is set; without any of them to Entra. A file of trusted certificates
     * ({@code AZURE_KUBERNETES_CA_FILE}) that is not there, with no {@code AZURE_KUBERNETES_CA_DATA} in its place, is an
     * error when the identity is built.
     */
    ON,

    /**
     * As {@link #ON}, and as Microsoft's libraries do it: {@code AZURE_KUBERNETES_CA_FILE} and
     * {@code AZURE_KUBERNETES_CA_DATA} may not be set together. In the other modes the file counts if it is there and not
     * empty, else the data.
     */
    STRICT,

    /** Never through the proxy; its variables are not read. */
    OFF
}
