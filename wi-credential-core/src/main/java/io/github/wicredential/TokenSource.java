package io.github.wicredential;

/**
 * Returns the current token of one kind. Keep a source for as long as such tokens are needed.
 *
 * <p>A source of a {@link WorkloadIdentity} is thread-safe and the cheapest way to obtain a token: while the token is
 * fresh, a call reads no clock, takes no lock and allocates nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TokenSource {

    /**
     * Returns a valid token. Waits only if there is no valid token.
     *
     * @return a token that can be used now
     * @throws WorkloadIdentityException if there is no valid token and none could be obtained before the deadline
     */
    AccessToken token();
}
