package io.github.wicredential.azure.internal.token;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The tokens of one credential in the terms of azure-core.
 *
 * <p>Thread-safe. A token of the own tenant that is fresh costs one look-up by its scope and no garbage; calls with and
 * without CAE have a handle each on one provider. Reactor is touched by {@link #getAsync} only.
 */
public final class AzureTokens {

    private static final int MOST_HANDLES = 1024;

    private final TokenProvider provider;
    private final @Nullable String tenant;
    private final Function<WorkloadIdentityException, RuntimeException> failures;

    // Handles by scope. Written by the first request for a scope.
    private final Map<String, HeldToken> plain = new ConcurrentHashMap<>();
    private final Map<String, HeldToken> cae = new ConcurrentHashMap<>();

    /**
     * Makes the tokens of a credential whose failures are azure-core's.
     *
     * @param provider where they come from
     * @param tenant the own tenant, or null if there is none to compare with
     */
    public AzureTokens(TokenProvider provider, @Nullable String tenant) {
        this(provider, tenant, AzureTokens::clientFailure);
    }

    /**
     * Makes the tokens of a credential.
     *
     * @param provider where they come from
     * @param tenant the own tenant, or null if there is none to compare with
     * @param failures says what callers get to see
     */
    public AzureTokens(
            TokenProvider provider,
            @Nullable String tenant,
            Function<WorkloadIdentityException, RuntimeException> failures) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.tenant = tenant;
        this.failures = failures;
    }

    /**
     * A token; waits if there is none.
     *
     * @param context what for
     * @return a usable token
     */
    public AccessToken getSync(TokenRequestContext context) {
        Objects.requireNonNull(context, "context");
        try {
            HeldToken held = held(context);
            if (held != null) {
                return held.token();
            }
            return Conversion.azure(provider.token(Conversion.request(context)));
        } catch (WorkloadIdentityException failure) {
            throw failures.apply(failure);
        }
    }

    /** A token; waits for so long if there is none. */
    AccessToken getSync(TokenRequestContext context, Duration limit) {
        HeldToken held = held(context);
        TokenRequest request = held != null ? held.request : Conversion.request(context);
        io.github.wicredential.AccessToken token = provider.token(request.withTimeout(limit));
        return held != null ? held.azure(token) : Conversion.azure(token);
    }

    /**
     * A token, requested on each subscription; never blocks the subscriber.
     *
     * @param context what for
     * @return emits at once if there is a usable token
     */
    public Mono<AccessToken> getAsync(TokenRequestContext context) {
        Objects.requireNonNull(context, "context");
        return AsyncTokens.mono(this, context);
    }

    /**
     * What users of azure-core expect to catch.
     *
     * @param failure the engine's own exception
     * @return azure-core's exception with the same message; its cause has the engine's type and fields
     */
    public static RuntimeException clientFailure(WorkloadIdentityException failure) {
        return Conversion.failure(failure);
    }

    CompletableFuture<io.github.wicredential.AccessToken> ask(TokenRequest request) {
        return provider.tokenAsync(request);
    }

    RuntimeException failure(WorkloadIdentityException cause) {
        return failures.apply(cause);
    }

    /** The handle for the request; null if it is not a plain request to the own tenant. */
    @Nullable
    HeldToken held(TokenRequestContext context) {
        List<String> scopes = context.getScopes();
        String wanted = context.getTenantId();
        if (scopes.size() != 1
                || context.getClaims() != null
                || (wanted != null && !wanted.equalsIgnoreCase(tenant))
                || Conversion.asksForProofOfPossession(context)) {
            return null;
        }
        String scope = scopes.get(0);
        HeldToken held = handles(context).get(scope);
        return held != null ? held : hold(context, scope);
    }

    private HeldToken hold(TokenRequestContext context, String scope) {
        TokenRequest request = Conversion.request(context);
        HeldToken held = new HeldToken(request, provider.source(request));
        Map<String, HeldToken> handles = handles(context);
        if (handles.size() >= MOST_HANDLES) {
            // The tokens stay with the engine, where a new handle finds them.
            handles.clear();
        }
        HeldToken before = handles.putIfAbsent(scope, held);
        return before != null ? before : held;
    }

    private Map<String, HeldToken> handles(TokenRequestContext context) {
        return context.isCaeEnabled() ? cae : plain;
    }
}
