package io.github.wicredential.clients.redis;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.authentication.core.IdentityProvider;
import redis.clients.authentication.core.SimpleToken;
import redis.clients.authentication.core.Token;
import redis.clients.authentication.core.TokenAuthConfig;
import redis.clients.authentication.core.TokenManagerConfig;

/**
 * Logs Jedis, and any other client that takes tokens from redis-authx, in to Azure Managed Redis and Azure Cache for
 * Redis.
 *
 * <pre>{@code
 * AuthXManager login = new AuthXManager(AuthxIdentityProvider.of(identity).tokenAuthConfig());
 * RedisClient client = RedisClient.builder()
 *         .hostAndPort("NAME.redis.azure.net", 10000)
 *         .clientConfig(DefaultJedisClientConfig.builder().ssl(true).authXManager(login).build())
 *         .build();
 * }</pre>
 *
 * <p>redis-authx requests the next token after three quarters of the current token's remaining lifetime; by then the
 * identity has refreshed it. While no new token can be obtained, for example because Entra cannot be reached, it
 * receives the current token again, about ten times in total and at shrinking intervals. The number of attempts is
 * unlimited: redis-authx 0.1.1-beta2, which Jedis and Lettuce use, never resets its failure count, so a limit would
 * eventually stop the refreshing.
 *
 * <p>The user is the object id in the token. Enable TLS in the client: this class cannot check it.
 *
 * <p>Immutable and thread-safe. There is nothing to close; the threads belong to redis-authx.
 *
 * @since 0.1.0
 */
public final class AuthxIdentityProvider implements IdentityProvider {

    private static final float PART_OF_LIFE = 0.75f;
    // Longer than an identity waits by itself, whose message says why; and a pause after it.
    private static final int WAIT_MILLIS = 35_000;
    private static final int PAUSE_MILLIS = 5_000;

    private final TokenProvider identity;
    private final TokenRequest request;
    private final @Nullable String user;

    private AuthxIdentityProvider(TokenProvider identity, TokenRequest request, @Nullable String user) {
        this.identity = identity;
        this.request = request;
        this.user = user;
    }

    /**
     * Creates a provider for an identity and Redis in the public cloud.
     *
     * @param identity provides the tokens; never closed by this class
     * @return a provider for any number of clients
     */
    public static AuthxIdentityProvider of(TokenProvider identity) {
        return new AuthxIdentityProvider(
                Objects.requireNonNull(identity, "identity"), TokenRequest.of(RedisUser.SCOPE), null);
    }

    /**
     * Returns a copy with another user.
     *
     * @param user the name of the identity on the server, instead of the token's object id
     * @return the changed copy
     * @throws ConfigurationException if the user is blank
     */
    public AuthxIdentityProvider withUser(String user) {
        return new AuthxIdentityProvider(
                identity, request, RedisUser.requireUser(Objects.requireNonNull(user, "user")));
    }

    /**
     * Returns a copy with another scope.
     *
     * @param scope the scope, instead of {@code https://redis.azure.com/.default}
     * @return the changed copy
     * @throws ConfigurationException if the scope is invalid
     */
    public AuthxIdentityProvider withScope(String scope) {
        return new AuthxIdentityProvider(identity, TokenRequest.of(Objects.requireNonNull(scope, "scope")), user);
    }

    /**
     * Returns the configuration for a client: this provider with suitable times. Obtains the first token and waits for
     * it if necessary, because a client that is created without a token waits forever without an explanation.
     *
     * @return settings for one client; each client refreshes separately, and all receive the same token
     * @throws WorkloadIdentityException if no token can be obtained
     */
    public TokenAuthConfig tokenAuthConfig() {
        var unused = requestToken();
        return new TokenAuthConfig(
                new TokenManagerConfig(
                        PART_OF_LIFE,
                        0,
                        WAIT_MILLIS,
                        new TokenManagerConfig.RetryPolicy(Integer.MAX_VALUE, PAUSE_MILLIS)),
                () -> this);
    }

    /** Returns the current token. Waits only if there is no valid token.
     *
     * @return user, token and times. The time of receipt is always the current time, because redis-authx would repeat
     *     the request without a pause after an earlier one
     */
    @Override
    public Token requestToken() {
        AccessToken token = identity.token(request);
        return new SimpleToken(
                RedisUser.of(token, user),
                token.value(),
                token.expiresAt().toEpochMilli(),
                System.currentTimeMillis(),
                Map.of());
    }
}
