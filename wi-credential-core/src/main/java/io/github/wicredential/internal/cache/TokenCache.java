package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.environment.AllowedTenants;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.runtime.ForeignCode;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one credential: request → entry.
 *
 * <p>Bounded by a number of entries only. What falls out is no longer found; flights under way and held sources go on.
 * Thread-safe.
 */
public final class TokenCache implements TokenProvider, AutoCloseable {

    /**
     * What a cache is made of.
     *
     * @param tenant the own tenant
     * @param allowedTenants further tenants, or {@code *}
     * @param authority who is asked
     * @param clientId for whom
     * @param timeout how long callers wait at most, if they don't say
     * @param window how long before the end renewal begins, or null for the engine's own rule
     * @param maximumEntries how many tokens are kept
     * @param oneTry whether the transport retries by itself
     * @param callbacks where futures are completed, or null for threads of the library
     * @param random numbers from 0 to 1
     */
    public record Settings(
            String tenant,
            Collection<String> allowedTenants,
            URI authority,
            String clientId,
            Duration timeout,
            @Nullable Duration window,
            long maximumEntries,
            boolean oneTry,
            @Nullable Executor callbacks,
            DoubleSupplier random) {}

    private record Key(String tenant, String scope, boolean cae) {}

    private final Engine engine;
    private final String own;
    private final AllowedTenants tenants;
    private final Wish plain;

    // The key of the commonest request, one of the own tenant without CAE, is the scope itself, so that asking makes
    // no garbage. Every other key is a Key.
    private final Entries entries;

    private volatile boolean closed;

    /**
     * Makes an empty cache. Starts no thread.
     *
     * @param settings what it is made of
     * @param exchange makes one request
     * @param events who hears what happens
     * @param runtime clocks, guard and workers
     */
    public TokenCache(
            Settings settings,
            Function<TokenExchange.Request, TokenExchange.Grant> exchange,
            IdentityEvents events,
            RefreshRuntime runtime) {
        this.engine = new Engine(
                runtime,
                exchange::apply,
                settings.authority(),
                settings.clientId(),
                events,
                settings.callbacks(),
                ForeignCode.ofThisThread(),
                settings.random(),
                settings.window(),
                settings.oneTry());
        this.own = settings.tenant();
        this.tenants = new AllowedTenants(own, settings.allowedTenants());
        this.plain = new Wish(null, Wish.nanos(settings.timeout()), 0, Reason.COLD);
        this.entries = new Entries(settings.maximumEntries(), events);
    }

    @Override
    public AccessToken token(String scope) {
        Entry entry = entries.get(scope);
        return entry != null ? entry.token() : token(TokenRequest.of(scope));
    }

    @Override
    public AccessToken token(TokenRequest request) {
        Wish special = special(request, Reason.COLD);
        Entry entry = entry(request);
        return special == null ? entry.token() : Waiting.token(entry, special);
    }

    @Override
    public CompletableFuture<AccessToken> tokenAsync(TokenRequest request) {
        return tokenAsync(request, false);
    }

    /** A token, without blocking the caller; {@code ahead} says that the application asks ahead of use. */
    public CompletableFuture<AccessToken> tokenAsync(TokenRequest request, boolean ahead) {
        try {
            Wish special = special(request, ahead ? Reason.PREFETCH : Reason.COLD);
            return Waiting.tokenAsync(entry(request), special == null ? plain : special);
        } catch (ConfigurationException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public TokenSource source(TokenRequest request) {
        if (request.claims() != null) {
            throw new ConfigurationException("A held token source can't answer a claims challenge, which is for one "
                    + "token only. Pass the claims to token(request) instead.");
        }
        Entry entry = entry(request);
        Wish special = special(request, Reason.COLD);
        return special == null ? entry : () -> Waiting.token(entry, special);
    }

    /**
     * Drops a token that a resource has rejected.
     *
     * @param rejected the token
     * @return whether it was the present one and is no longer handed out
     */
    public boolean invalidate(AccessToken rejected) {
        AtomicBoolean dropped = new AtomicBoolean();
        entries.forEach(entry -> {
            if (entry.invalidate(rejected)) {
                dropped.setPlain(true);
            }
        });
        return dropped.getPlain();
    }

    /** Gives no more tokens and ends what is under way. Further calls do nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        entries.forEach(Entry::close);
        engine.events().closed();
        engine.runtime().release();
    }

    private Entry entry(TokenRequest request) {
        String tenant = tenants.resolve(request.tenant());
        String scope = request.scope();
        boolean cae = request.caeEnabled();
        Object key = cae || !tenant.equals(own) ? new Key(tenant, scope, cae) : scope;
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = entries.get(key, absent -> new Entry(engine, tenant, scope, cae, plain));
        }
        if (closed) {
            entry.close();
        }
        return entry;
    }

    /**
     * The same failure as the cause of an exception that has its whole message, so that a stack trace says what to do
     * once.
     *
     * @param failure the failure of one caller
     * @return a failure of the same type with the same fields and cause, and the first line of the message
     */
    public static WorkloadIdentityException asCause(WorkloadIdentityException failure) {
        return Failures.asCause(failure);
    }

    /**
     * What a failure says, also where its whole message stands in the exception that it is the cause of.
     *
     * @param top the outermost exception
     * @param failure one of the causes of that
     * @return what went wrong and what to do
     */
    public static String message(Throwable top, WorkloadIdentityException failure) {
        String own = String.valueOf(failure.getMessage());
        for (Throwable above = top; above != null; above = above.getCause()) {
            if (above.getCause() == failure
                    && String.valueOf(above.getMessage()).startsWith(own)) {
                return String.valueOf(above.getMessage());
            }
        }
        return own;
    }

    /** What a request asks for beyond a plain one; null if nothing. */
    private @Nullable Wish special(TokenRequest request, Reason reason) {
        Duration timeout = request.timeout();
        boolean ordinary = timeout == null
                && request.claims() == null
                && request.minRemaining().isZero();
        if (ordinary && reason == Reason.COLD) {
            return null;
        }
        Reason why = request.claims() != null
                ? Reason.CLAIMS
                : request.minRemaining().isZero() ? reason : Reason.SHORT;
        return new Wish(
                request.claims(),
                timeout == null ? plain.timeoutNanos() : Wish.nanos(timeout),
                Wish.nanos(request.minRemaining()),
                why);
    }
}
