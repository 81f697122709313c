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
 * Logs Jedis in to Azure Managed Redis and Azure Cache for Redis, and whatever else takes tokens from redis-authx.
 *
 * <pre>{@code
 * AuthXManager login = new AuthXManager(AuthxIdentityProvider.of(identity).tokenAuthConfig());
 * RedisClient client = RedisClient.builder()
 *         .hostAndPort("NAME.redis.azure.net", 10000)
 *         .clientConfig(DefaultJedisClientConfig.builder().ssl(true).authXManager(login).build())
 *         .build();
 * }</pre>
 *
 * <p>redis-authx asks again when three quarters of the token's remaining life are over; the identity has a new one by then.
 * While there is none, for example because Entra cannot be reached, it gets the current token again, and the more often the
 * less remains of it, some ten times in all. It tries for ever: in redis-authx 0.1.1-beta2, which Jedis and Lettuce bring,
 * failures are never forgotten, and a limit would end the refreshing one day.
 *
 * <p>The user is the object id that the token names. The client decides about TLS: switch it on, this class cannot see it.
 *
 * <p>Immutable and thread-safe. Has nothing to close; the threads are those of redis-authx.
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
     * The tokens of an identity, for the public cloud's Redis.
     *
     * @param identity gives the tokens; not closed by this
     * @return a provider for any number of clients
     */
    public static AuthxIdentityProvider of(TokenProvider identity) {
        return new AuthxIdentityProvider(
                Objects.requireNonNull(identity, "identity"), TokenRequest.of(RedisUser.SCOPE), null);
    }

    /**
     * The same with another user.
     *
     * @param user whom the server knows the identity as, in place of the token's object id
     * @return the changed copy
     * @throws ConfigurationException if the user is blank
     */
    public AuthxIdentityProvider withUser(String user) {
        return new AuthxIdentityProvider(
                identity, request, RedisUser.requireUser(Objects.requireNonNull(user, "user")));
    }

    /**
     * The same with another scope.
     *
     * @param scope in place of {@code https://redis.azure.com/.default}
     * @return the changed copy
     * @throws ConfigurationException if the scope is invalid
     */
    public AuthxIdentityProvider withScope(String scope) {
        return new AuthxIdentityProvider(identity, TokenRequest.of(Objects.requireNonNull(scope, "scope")), user);
    }

    /**
     * What a client is configured with: this provider, and the times that fit it. Obtains the first token, and waits for it if
     * there is none: a client that is made while there is none waits without an end and does not say why.
     *
     * @return settings for one client; each starts its own refreshing, and all get the same token
     * @throws WorkloadIdentityException if there is no token
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

    /**
     * The current token. Waits only if there is none.
     *
     * @return user, token and times; received now, also if it was handed out before, since an earlier time would have it
     *     asked for without a pause
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
