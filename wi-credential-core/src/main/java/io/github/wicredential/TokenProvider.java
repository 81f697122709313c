package io.github.wicredential;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Provides access tokens. Code against this interface so that unit tests need neither an identity nor a network.
 *
 * <p>{@link WorkloadIdentity} is the implementation for applications; it is thread-safe and its {@link #tokenAsync}
 * never blocks. A test can use a lambda, because all other methods have defaults that call
 * {@link #token(TokenRequest)}. Any release may add methods with defaults.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TokenProvider {

    /**
     * Returns a valid token. Waits only if there is no valid token.
     *
     * @param request what the token is for
     * @return a token that can be used now; a new one if the request carries claims
     * @throws WorkloadIdentityException if there is no valid token and none could be obtained within the timeout
     */
    AccessToken token(TokenRequest request);

    /**
     * Returns a valid token for one scope of the identity's own tenant.
     *
     * @param scope for example {@code https://vault.azure.net/.default}
     * @return a token that can be used now
     * @throws WorkloadIdentityException if there is no valid token and none could be obtained within the timeout
     */
    default AccessToken token(String scope) {
        return token(TokenRequest.of(Objects.requireNonNull(scope, "scope")));
    }

    /**
     * Returns a valid token as a future. The default calls {@link #token(TokenRequest)} on the calling thread; an
     * implementation that may wait should override it.
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
     * @return as for {@link #tokenAsync(TokenRequest)}
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
     * Returns a source of tokens for one kind of request. Nothing is sent until the source is first called.
     *
     * @param request what the tokens are for; must carry no claims
     * @return the source, to be kept and reused
     * @throws ConfigurationException if the tenant is not allowed, or the request carries claims
     */
    default TokenSource source(TokenRequest request) {
        Objects.requireNonNull(request, "request");
        return () -> token(request);
    }

    /**
     * Returns a source of tokens for one scope of the identity's own tenant. Nothing is sent until the source is first
     * called.
     *
     * @param scope for example {@code https://vault.azure.net/.default}
     * @return the source, to be kept and reused
     * @throws ConfigurationException if the scope is invalid
     */
    default TokenSource source(String scope) {
        return source(TokenRequest.of(Objects.requireNonNull(scope, "scope")));
    }
}
