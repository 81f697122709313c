package io.github.wicredential.test;

/**
 * The kind of a client of Entra.
 *
 * @since 0.1.0
 */
public enum ClientKind {

    /** An app registration with its service principal. */
    APPLICATION,

    /** A user-assigned managed identity. Conditional Access does not apply to it. */
    MANAGED_IDENTITY,

    /**
     * An agent identity blueprint (Microsoft Entra Agent ID): has federated credentials, but obtains no tokens of its
     * own for resources.
     */
    BLUEPRINT,

    /** An agent identity of a blueprint: has no credentials and presents a token of its blueprint. */
    AGENT
}
