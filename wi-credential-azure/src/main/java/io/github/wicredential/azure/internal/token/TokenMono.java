package io.github.wicredential.azure.internal.token;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.TokenTimeoutException;
import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Asks on each subscription. Whoever blocks waits as a synchronous caller does, without a subscription: no executor comes
 * into it, and a token that is there costs next to nothing.
 */
final class TokenMono extends Mono<AccessToken> {

    private final AzureTokens tokens;
    private final TokenRequestContext context;
    private final Supplier<Mono<AccessToken>> ask;
    private final Mono<AccessToken> deferred;

    TokenMono(AzureTokens tokens, TokenRequestContext context, Supplier<Mono<AccessToken>> ask) {
        this.tokens = tokens;
        this.context = context;
        this.ask = ask;
        this.deferred = Mono.defer(ask);
    }

    @Override
    public void subscribe(CoreSubscriber<? super AccessToken> actual) {
        deferred.subscribe(actual);
    }

    @Override
    public @Nullable AccessToken block() {
        return Schedulers.isInNonBlockingThread() ? ask.get().block() : tokens.getSync(context);
    }

    @Override
    public @Nullable AccessToken block(Duration timeout) {
        if (Schedulers.isInNonBlockingThread() || timeout.isZero() || timeout.isNegative()) {
            // Reactor has its own words for it, unless the token is there.
            return ask.get().block(timeout);
        }
        try {
            return tokens.getSync(context, timeout);
        } catch (TokenTimeoutException late) {
            throw new IllegalStateException(
                    "Timeout on blocking read for " + timeout.toNanos() + " NANOSECONDS", tokens.failure(late));
        } catch (WorkloadIdentityException failure) {
            throw tokens.failure(failure);
        }
    }
}
