package io.github.wicredential;

/**
 * A handle on one cached token, to be held for as long as tokens of that kind are wanted.
 *
 * <p>A source of a {@link WorkloadIdentity} is thread-safe and is the cheapest way to a token:
 * while the token is fresh, a call reads no clock, takes no lock and allocates nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TokenSource {

    /**
     * Returns a token that is still valid. Waits only if there is none.
     *
     * @return a token that can be sent now
     * @throws WorkloadIdentityException if there is no valid token and none could be obtained before the deadline
     */
    AccessToken token();
}
