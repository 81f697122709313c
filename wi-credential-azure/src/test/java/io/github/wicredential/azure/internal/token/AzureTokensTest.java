package io.github.wicredential.azure.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.internal.failure.Exceptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The engine's tokens in azure-core's terms, each made once, however they are asked for. */
class AzureTokensTest {

    private final KeepingEngine engine = new KeepingEngine();
    private final AzureTokens tokens = new AzureTokens(engine, "tenant");

    @Test
    void blockingSubscribingAndAskingSynchronouslyGiveTheSameToken() {
        Mono<AccessToken> mono = tokens.getAsync(context("https://a.example/.default"));

        AccessToken token = mono.block();

        assertThat(token).isNotNull().isSameAs(tokens.getSync(context("https://a.example/.default")));
        assertThat(mono.toFuture()).isCompletedWithValue(token);
        assertThat(mono.map(AccessToken::getToken).block()).isEqualTo(token.getToken());
    }

    @Test
    void whoeverBlocksAsksEachTimeAnew() {
        Mono<AccessToken> mono = tokens.getAsync(context("https://a.example/.default"));
        AccessToken first = mono.block();
        engine.kept.clear();

        assertThat(mono.block()).isNotNull().isNotSameAs(first);
    }

    @Test
    void whoeverBlocksWaitsAsASynchronousCallerDoes() {
        engine.asyncNeverAnswers = true;
        Mono<AccessToken> mono = tokens.getAsync(context("https://a.example/.default"));

        AccessToken token = mono.block();

        assertThat(mono.block(Duration.ofSeconds(5))).isNotNull().isSameAs(token);
        assertThat(engine.lastTimeout).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whoeverBlocksForTooShortATimeHearsReactorsWords() {
        engine.late = true;

        assertThatThrownBy(() ->
                        tokens.getAsync(context("https://a.example/.default")).block(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Timeout on blocking read for 1000000000 NANOSECONDS")
                .hasCauseInstanceOf(ClientAuthenticationException.class);
    }

    @Test
    void whoeverMustNotBlockIsToldSoByReactor() {
        engine.asyncNeverAnswers = true;
        Mono<AccessToken> mono = tokens.getAsync(context("https://a.example/.default"));

        Mono<AccessToken> wrong = Mono.fromCallable(mono::block).subscribeOn(Schedulers.parallel());

        assertThatThrownBy(() -> wrong.block(Duration.ofSeconds(20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("blocking, which is not supported in thread");
    }

    @Test
    void withMoreScopesThanHandlesNoTokenIsLost() {
        AccessToken first = tokens.getSync(context("https://first.example/.default"));

        for (int i = 0; i < 3_000; i++) {
            tokens.getSync(context("https://resource-" + i + ".example/.default"));
        }

        assertThat(tokens.getSync(context("https://first.example/.default")).getToken())
                .isEqualTo(first.getToken());
        assertThat(engine.kept).hasSize(3_001);
    }

    private static TokenRequestContext context(String scope) {
        return new TokenRequestContext().addScopes(scope);
    }

    /** Makes a token for each scope and keeps it. */
    private static final class KeepingEngine implements TokenProvider {

        private final Map<String, io.github.wicredential.AccessToken> kept = new ConcurrentHashMap<>();

        private boolean asyncNeverAnswers;
        private boolean late;
        private @Nullable Duration lastTimeout;

        @Override
        public TokenSource source(TokenRequest request) {
            return () -> token(request);
        }

        @Override
        public io.github.wicredential.AccessToken token(TokenRequest request) {
            lastTimeout = request.timeout();
            if (late) {
                throw Exceptions.timeout("late", null);
            }
            return kept.computeIfAbsent(
                    request.scope(),
                    scope -> new io.github.wicredential.AccessToken("for " + scope, Instant.EPOCH, Instant.EPOCH));
        }

        @Override
        public CompletableFuture<io.github.wicredential.AccessToken> tokenAsync(TokenRequest request) {
            return asyncNeverAnswers ? new CompletableFuture<>() : CompletableFuture.completedFuture(token(request));
        }
    }
}
