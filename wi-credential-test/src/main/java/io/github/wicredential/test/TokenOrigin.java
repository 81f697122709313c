package io.github.wicredential.test;

/**
 * How somebody got a token of Entra. Entra's answer to such a token as an assertion depends on it.
 *
 * @since 0.1.0
 */
public enum TokenOrigin {

    /** From the platform's own endpoint, as a user-assigned managed identity: the only one that Entra takes as an assertion. */
    MANAGED_IDENTITY,

    /** As an application or identity that presented a federated token, as a pod does (AADSTS700231 as an assertion). */
    FEDERATED_CREDENTIAL,

    /** As an app registration with a secret or a certificate (AADSTS700226 as an assertion). */
    APP_REGISTRATION,

    /** With a user (AADSTS700229 as an assertion). */
    USER
}
