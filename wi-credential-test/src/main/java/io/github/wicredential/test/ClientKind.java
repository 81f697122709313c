package io.github.wicredential.test;

/**
 * What a client of Entra is.
 *
 * @since 0.1.0
 */
public enum ClientKind {

    /** An app registration with its service principal. */
    APPLICATION,

    /** A user-assigned managed identity. Conditional Access does not apply to it. */
    MANAGED_IDENTITY,

    /** An agent identity blueprint (Microsoft Entra Agent ID): has the credentials, and no tokens of its own for a resource. */
    BLUEPRINT,

    /** An agent identity below a blueprint: has no credential, and presents a token of its blueprint. */
    AGENT
}
