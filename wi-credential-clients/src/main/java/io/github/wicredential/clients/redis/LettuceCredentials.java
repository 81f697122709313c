package io.github.wicredential.clients.redis;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Logs Lettuce in to Azure Managed Redis and Azure Cache for Redis, and logs its connections in again after each
 * refresh, so that no connection is closed because its token expires.
 *
 * <pre>{@code
 * RedisClient client = RedisClient.create(LettuceCredentials.of(identity).in(RedisURI.create("rediss://NAME.redis.azure.net:10000")));
 * client.setOptions(ClientOptions.builder()
 *         .reauthenticateBehavior(ClientOptions.ReauthenticateBehavior.ON_NEW_CREDENTIALS)
 *         .build());
 * }</pre>
 *
 * <p>Without {@code ON_NEW_CREDENTIALS} Lettuce logs in once per connection, and the server closes the connection when
 * the token expires. With it, each connection looks up a new token in the identity's cache when the current one is due
 * for refresh: any number of connections costs one token request. While no new token can be obtained, for example
 * because Entra cannot be reached, it looks again after 1 s to 30 s; a connection never logs in again with the same
 * token.
 *
 * <p>The user is the object id in the token.
 *
 * <p>Immutable and thread-safe; never blocks unless the provider's {@code tokenAsync} does. There is no thread and
 * nothing to close: streams end with their connections or with the identity.
 *
 * @since 0.1.0
 */
public final class LettuceCredentials implements RedisCredentialsProvider {

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofSeconds(30);

    private final TokenProvider identity;
    private final TokenRequest request;
    private final @Nullable String user;
    private final InstantSource clock;
    private final Scheduler timer;

    LettuceCredentials(
            TokenProvider identity, TokenRequest request, @Nullable String user, InstantSource clock, Scheduler timer) {
        this.identity = identity;
        this.request = request;
        this.user = user;
        this.clock = clock;
        this.timer = timer;
    }

    /**
     * Creates credentials for an identity and Redis in the public cloud.
     *
     * @param identity provides the tokens; never closed by this class
     * @return credentials for any number of clients
     */
    public static LettuceCredentials of(TokenProvider identity) {
        return new LettuceCredentials(
                Objects.requireNonNull(identity, "identity"),
                TokenRequest.of(RedisUser.SCOPE),
                null,
                InstantSource.system(),
                Schedulers.parallel());
    }

    /**
     * Returns a copy with another user.
     *
     * @param user the name of the identity on the server, instead of the token's object id
     * @return the changed copy
     * @throws ConfigurationException if the user is blank
     */
    public LettuceCredentials withUser(String user) {
        return new LettuceCredentials(
                identity, request, RedisUser.requireUser(Objects.requireNonNull(user, "user")), clock, timer);
    }

    /**
     * Returns a copy with another scope.
     *
     * @param scope the scope, instead of {@code https://redis.azure.com/.default}
     * @return the changed copy
     * @throws ConfigurationException if the scope is invalid
     */
    public LettuceCredentials withScope(String scope) {
        return new LettuceCredentials(
                identity, TokenRequest.of(Objects.requireNonNull(scope, "scope")), user, clock, timer);
    }

    /**
     * Adds these credentials to an address, which must use TLS and have no credentials: otherwise the token would be
     * readable on the network, or the password would be used.
     *
     * @param address the address of the server; modified
     * @return the same address
     * @throws ConfigurationException if the address does not use TLS or has a password
     */
    public RedisURI in(RedisURI address) {
        if (!Objects.requireNonNull(address, "address").isSsl()) {
            throw new ConfigurationException(
                    "The Redis URI does not use TLS, so an access token would be readable on the "
                            + "network. Begin it with rediss://, or use withSsl(true).");
        }
        if (hasOther(address.getCredentialsProvider())) {
            throw new ConfigurationException(
                    "The Redis URI has a user or a password in addition to the workload identity. Remove "
                            + "it from the URI.");
        }
        address.setCredentialsProvider(this);
        return address;
    }

    /** The login of a connection: the user and the current token. */
    @Override
    public Mono<RedisCredentials> resolveCredentials() {
        return current().map(this::credentials);
    }

    /** Always true: a connection receives new tokens.
     *
     * @return true
     */
    @Override
    public boolean supportsStreaming() {
        return true;
    }

    /** Emits the current token and then each new one. A failure to obtain a token does not end the stream. */
    @Override
    public Flux<RedisCredentials> credentials() {
        Mono<AccessToken> lasting = current()
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AFTER_FAILURE)
                        .scheduler(timer)
                        .filter(failure -> !(failure instanceof IdentityClosedException)));
        return lasting.expand(token -> lasting.delaySubscription(untilNextLook(token), timer))
                .distinctUntilChanged(AccessToken::value)
                .map(this::credentials);
    }

    /** An address that says nothing has a provider, too, of no user and no password. */
    private static boolean hasOther(@Nullable RedisCredentialsProvider provider) {
        if (provider == null || provider instanceof LettuceCredentials) {
            return false;
        }
        RedisCredentials said = provider.resolveCredentials().toFuture().getNow(null);
        return said == null || said.hasUsername() || said.hasPassword();
    }

    private Mono<AccessToken> current() {
        return Mono.defer(() -> Mono.fromFuture(identity.tokenAsync(request)));
    }

    private RedisCredentials credentials(AccessToken token) {
        return RedisCredentials.just(RedisUser.of(token, user), token.value());
    }

    /** When it is refreshed; if that is overdue, a tenth of what remains. */
    private Duration untilNextLook(AccessToken token) {
        Duration untilRefresh = Duration.between(clock.instant(), token.refreshAt());
        if (untilRefresh.compareTo(SOONEST) > 0) {
            return untilRefresh;
        }
        Duration tenth = Duration.between(clock.instant(), token.expiresAt()).dividedBy(10);
        return tenth.compareTo(SOONEST) < 0 ? SOONEST : tenth.compareTo(LATEST) > 0 ? LATEST : tenth;
    }
}
