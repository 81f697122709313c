package io.github.wicredential;

import java.io.IOException;

/**
 * Supplies the client assertion instead of the projected token file.
 *
 * <p>Called on a thread of the library before each token request, and once more if the returned assertion has expired.
 * Several threads may call it at the same time for different scopes. It must return a signed JWT that a federated
 * credential of the application trusts, and should return a fresh one on each call instead of caching it. It must not
 * request a token from the same identity. The context class loader is the one that was set when the identity was built.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AssertionSource {

    /**
     * Returns the assertion to send with the next request.
     *
     * @return a signed JWT in compact form; surrounding white space is ignored
     * @throws IOException if the assertion cannot be obtained; reported to callers as an {@link AssertionException}
     */
    String assertion() throws IOException;
}
