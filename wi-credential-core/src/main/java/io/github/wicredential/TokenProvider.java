package io.github.wicredential;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Gives access tokens: the interface to code against, so that a unit test needs neither an identity nor a network.
 *
 * <p>{@link WorkloadIdentity} is the implementation that applications use; it is thread-safe and never blocks in
 * {@link #tokenAsync}. In a test a lambda will do, since everything but {@link #token(TokenRequest)} has a default that
 * asks it. Methods with a default may be added in any release.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TokenProvider {

    /**
     * Returns a valid token. Waits only if there is none.
     *
     * @param request what the token is for
     * @return a token that can be sent now; a new one if the request carries claims
     * @throws WorkloadIdentityException if there is no valid token and none could be obtained within the timeout
     */
    AccessToken token(TokenRequest request);

    /**
     * Returns a valid token for one scope of the identity's own tenant.
     *
     * @param scope for example {@code https://vault.azure.net/.default}
     * @return a token that can be sent now
     * @throws WorkloadIdentityException if there is no valid token and none could be obtained within the timeout
     */
    default AccessToken token(String scope) {
        return token(TokenRequest.of(Objects.requireNonNull(scope, "scope")));
    }

    /**
     * Returns a valid token as a future. The default asks {@link #token(TokenRequest)} on the calling thread: an
     * implementation that waits for something overrides it.
     *
     * @param request what the token is for
     * @return a new future; cancelling it or blocking in its callbacks does not affect other callers. It fails with a
     *     {@link WorkloadIdentityException}
     */
    default CompletableFuture<AccessToken> tokenAsync(TokenRequest request) {
        Objects.requireNonNull(request, "request");
        try {
            return CompletableFuture.completedFuture(token(request));
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /**
     * Returns a valid token for one scope of the identity's own tenant as a future.
     *
     * @param scope for example {@code https://vault.azure.net/.default}
     * @return as of {@link #tokenAsync(TokenRequest)}
     */
    default CompletableFuture<AccessToken> tokenAsync(String scope) {
        Objects.requireNonNull(scope, "scope");
        try {
            return tokenAsync(TokenRequest.of(scope));
        } catch (ConfigurationException invalid) {
            return CompletableFuture.failedFuture(invalid);
        }
    }

    /**
     * Returns a handle on one kind of token. Nothing is sent until the handle is asked.
     *
     * @param request what the tokens are for; without claims
     * @return a handle to hold on to
     * @throws ConfigurationException if the tenant is not allowed, or the request carries claims
     */
    default TokenSource source(TokenRequest request) {
        Objects.requireNonNull(request, "request");
        return () -> token(request);
    }

    /**
     * Returns a handle on the token for one scope of the identity's own tenant. Nothing is sent until it is asked.
     *
     * @param scope for example {@code https://vault.azure.net/.default}
     * @return a handle to hold on to
     * @throws ConfigurationException if the scope is invalid
     */
    default TokenSource source(String scope) {
        return source(TokenRequest.of(Objects.requireNonNull(scope, "scope")));
    }
}
