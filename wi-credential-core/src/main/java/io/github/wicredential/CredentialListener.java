package io.github.wicredential;

/**
 * Hears what happens to the tokens of a credential.
 *
 * <p>Called on threads of the library or on a caller's thread that had to wait, never while a fresh token is handed
 * out, possibly by several threads at a time. A listener should be quick. What it throws is logged and swallowed.
 */
@FunctionalInterface
public interface CredentialListener {

    /**
     * Something happened.
     *
     * @param event what; holds no secret
     */
    void on(CredentialEvent event);
}
