package io.github.wicredential.internal.cache;

import io.github.wicredential.TokenProvider;
import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.environment.AllowedTenants;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one credential: request → entry.
 *
 * <p>Bounded by a number of entries only. What falls out is no longer found; flights under way and held sources go on.
 * Thread-safe.
 */
public final class TokenCache implements TokenProvider, AutoCloseable {

    private record Key(String tenant, String scope, boolean cae) {}

    private final CacheSettings settings;
    private final AllowedTenants tenants;
    private final Wish plain;

    // The key of the commonest request, one of the own tenant without CAE, is the scope itself, so that asking makes
    // no garbage. Every other key is a Key.
    private final Entries entries;

    private volatile boolean closed;

    /** An empty cache. Starts no thread. */
    public TokenCache(CacheSettings settings) {
        this.settings = settings;
        this.tenants =
                new AllowedTenants(settings.client().tenant(), settings.client().allowedTenants());
        this.plain = new Wish(null, Wish.nanos(settings.limits().timeout()), 0, Reason.COLD);
        this.entries = new Entries(settings.limits().maximumTokens(), settings.events());
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
        settings.events().closed();
        settings.runtime().release();
    }

    private Entry entry(TokenRequest request) {
        String tenant = tenants.resolve(request.tenant());
        String scope = request.scope();
        boolean cae = request.caeEnabled();
        Object key = cae || !tenant.equals(settings.client().tenant()) ? new Key(tenant, scope, cae) : scope;
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = entries.get(key, absent -> new Entry(settings, tenant, scope, cae, plain));
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
