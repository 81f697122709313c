package io.github.wicredential.azure.internal.token;

import com.azure.core.credential.AccessToken;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Asks on each subscription. Whoever blocks asks without one: for a token that is there, that costs next to nothing. */
final class TokenMono extends Mono<AccessToken> {

    private final Supplier<Mono<AccessToken>> ask;
    private final Mono<AccessToken> deferred;

    TokenMono(Supplier<Mono<AccessToken>> ask) {
        this.ask = ask;
        this.deferred = Mono.defer(ask);
    }

    @Override
    public void subscribe(CoreSubscriber<? super AccessToken> actual) {
        deferred.subscribe(actual);
    }

    @Override
    public @Nullable AccessToken block() {
        return ask.get().block();
    }

    @Override
    public @Nullable AccessToken block(Duration timeout) {
        return ask.get().block(timeout);
    }
}
