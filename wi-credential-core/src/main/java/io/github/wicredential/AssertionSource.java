package io.github.wicredential;

import java.io.IOException;

/**
 * Supplies the client assertion, in place of the projected token file.
 *
 * <p>Asked once before each token request, and once more if what it returned has expired, on a thread of the library,
 * possibly by several threads at a time for different scopes. It must return a signed JWT that a federated credential of
 * the application trusts, and should return a fresh one each time rather than keep it. It must not ask the same
 * identity for a token. The context class loader is the one that was there when the identity was built.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AssertionSource {

    /**
     * Returns the assertion to send now.
     *
     * @return a signed JWT in compact form; surrounding white space is ignored
     * @throws IOException if the assertion cannot be obtained; reported to callers as an {@link AssertionException}
     */
    String assertion() throws IOException;
}
