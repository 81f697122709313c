package io.github.wicredential.test;

/**
 * How an Entra token was obtained. It determines whether Entra accepts the token as an assertion.
 *
 * @since 0.1.0
 */
public enum TokenOrigin {

    /**
     * From the platform's endpoint, as a user-assigned managed identity: the only origin that Entra accepts for an
     * assertion.
     */
    MANAGED_IDENTITY,

    /** By an application or identity that presented a federated token, as a pod does (AADSTS700231 as an assertion). */
    FEDERATED_CREDENTIAL,

    /** By an app registration with a secret or a certificate (AADSTS700226 as an assertion). */
    APP_REGISTRATION,

    /** By a user (AADSTS700229 as an assertion). */
    USER
}
