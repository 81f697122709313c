package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.internal.environment.AllowedTenants;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one identity: maps requests to entries.
 *
 * <p>Bounded by the number of entries only. A dropped entry is no longer found, but its flights and held sources
 * continue. Thread-safe.
 */
public final class TokenCache implements TokenProvider, AutoCloseable {

    private record Key(String tenant, String scope, boolean cae) {}

    private final CacheSettings settings;
    private final AllowedTenants tenants;

    // The key of the most common request, for the own tenant without CAE, is the scope itself, so that a lookup
    // allocates nothing. Every other key is a Key.
    private final Entries entries;

    // For an agent identity: what its requests present.
    private final @Nullable Blueprint blueprint;

    private volatile boolean closed;

    /** An empty cache. Starts no thread. */
    public TokenCache(CacheSettings settings) {
        this(settings, null);
    }

    private TokenCache(CacheSettings settings, @Nullable Blueprint blueprint) {
        this.blueprint = blueprint;
        this.settings = settings;
        String own = settings.client().tenant();
        this.tenants = blueprint == null
                ? new AllowedTenants(
                        settings.client().clientId(),
                        own,
                        settings.client().allowedTenants(),
                        settings.client().here())
                : AllowedTenants.ofAgent(own, settings.client().here());
        this.entries = new Entries(settings.limits().maximumTokens(), settings.events());
    }

    @Override
    public AccessToken token(String scope) {
        Entry entry = entries.get(scope);
        return entry != null ? entry.token() : token(TokenRequest.of(scope));
    }

    @Override
    public AccessToken token(TokenRequest request) {
        Entry entry = entry(request);
        return isPlain(request) ? entry.token() : entry.token(request);
    }

    @Override
    public CompletableFuture<AccessToken> tokenAsync(TokenRequest request) {
        return tokenAsync(request, false);
    }

    /** A token, without blocking the caller; {@code ahead} says that the application requests it before use. */
    public CompletableFuture<AccessToken> tokenAsync(TokenRequest request, boolean ahead) {
        try {
            return entry(request).tokenAsync(request, ahead ? Reason.PREFETCH : Reason.COLD);
        } catch (ConfigurationException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public TokenSource source(TokenRequest request) {
        if (request.claims() != null) {
            throw new ConfigurationException(
                    "A held token source cannot answer a claims challenge, which concerns a single "
                            + "token. Pass the claims to token(request) instead.");
        }
        Entry entry = entry(request);
        return isPlain(request) ? entry : () -> entry.token(request);
    }

    /** Whether it requests a token without claims or other options. */
    private static boolean isPlain(TokenRequest request) {
        return request.timeout() == null
                && request.claims() == null
                && request.minRemaining().isZero();
    }

    /** Drops a token that a resource has rejected; returns whether it was current and is no longer handed out. */
    public boolean invalidate(AccessToken rejected) {
        boolean dropped = false;
        for (Entry entry : entries.all()) {
            dropped |= entry.invalidate(rejected);
        }
        return dropped;
    }

    /** Throws if it is closed. */
    public void requireOpen() {
        if (closed) {
            throw Failures.closed();
        }
    }

    /** Stops issuing tokens and ends what is in progress. Further calls have no effect. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        entries.all().forEach(Entry::close);
        if (blueprint != null) {
            blueprint.close();
        }
        settings.events().closed();
        settings.runtime().release();
    }

    /**
     * The tokens of an agent identity of this blueprint, and the blueprint's token for {@code scope} and the agent,
     * which its requests present. That token belongs to the agent alone: it is not counted among the tokens of this
     * cache, and is dropped with the agent.
     */
    public TokenCache ofAgent(
            String agent,
            String scope,
            Function<TokenExchange.Request, TokenExchange.Grant> exchange,
            IdentityEvents events) {
        Entry token = made(settings.told(events), settings.client().tenant(), TokenRequest.of(scope), agent);
        return new TokenCache(settings.ofAgent(agent, exchange, events), new BlueprintToken(token));
    }

    private Entry made(CacheSettings own, String tenant, TokenRequest plain, @Nullable String agent) {
        return new Entry(new Flight.Target(own, tenant, plain, own.gate(tenant), agent, blueprint));
    }

    private Entry entry(TokenRequest request) {
        String tenant = tenants.resolve(request.tenant());
        String scope = request.scope();
        boolean cae = request.caeEnabled();
        Object key = cae || !tenant.equals(settings.client().tenant()) ? new Key(tenant, scope, cae) : scope;
        Entry entry = entries.get(key);
        if (entry == null) {
            TokenRequest plain =
                    isPlain(request) ? request : TokenRequest.of(scope).withCae(cae);
            entry = entries.get(key, absent -> made(settings, tenant, plain, null));
        }
        if (closed) {
            entry.close();
        }
        return entry;
    }
}
