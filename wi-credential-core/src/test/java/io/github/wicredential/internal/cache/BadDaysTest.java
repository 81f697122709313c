package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityListener;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import io.github.wicredential.internal.runtime.TestRuntimes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Days on which something around the engine breaks. The rest of them: transports that never return in
 * {@link LateAnswersTest}; clocks that are set and machines that sleep in {@link ClocksTest}; callers that leave in
 * {@link OneFlightTest}; closing in mid-flight in {@link ClosingTest}; a transport that asks its own credential in
 * {@link ReentrancyTest}; the same token again and again in {@link RenewalTest}.
 */
class BadDaysTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Rig rig = new Rig();

    private static TokenCache cache(
            RefreshRuntime runtime,
            Function<TokenExchange.Request, TokenExchange.Grant> authority,
            Executor callbacks,
            IdentityListener... listeners) {
        return new TokenCache(Rig.settings(
                "client",
                Rig.LIMITS,
                authority,
                new IdentityEvents(List.of(listeners), runtime::nanos),
                runtime,
                callbacks,
                () -> 0));
    }

    @Test
    void theGuardThreadIsKilledAndTheNextCallStartsAnother() {
        TestRuntimes.Mortal mortal = TestRuntimes.mortal();
        ScriptedAuthority authority = new ScriptedAuthority(System::nanoTime);
        TokenCache cache = cache(mortal.runtime, authority, Runnable::run);
        Entry entry = (Entry) cache.source(plain());
        AccessToken token = entry.token();
        assertThat(entry.state().armed).isSameAs(token);

        mortal.killGuard();

        assertThat(entry.state().armed)
                .as("nobody takes it back in time any more")
                .isNull();
        mortal.exhaust();
        assertThat(entry.token()).isSameAs(token);
        assertThat(entry.state().armed).isNull();
        mortal.heal();
        io.github.wicredential.internal.runtime.Within.aWhile("a new guard stands by", () -> {
            assertThat(entry.token()).isSameAs(token);
            return entry.state().armed != null;
        });
        assertThat(authority.count()).isOne();
    }

    @Test
    void withoutAnyWorkerColdCallersFailAtOnceAndAreServedWhenThereIsOneAgain() {
        rig.runtime.rejection = new RejectedExecutionException("no worker");

        assertThatThrownBy(rig::token)
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContaining("No thread could be started")
                .hasRootCauseInstanceOf(RejectedExecutionException.class);
        assertThat(rig.entry().state().flight).isNull();

        rig.runtime.rejection = null;
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.token().value()).isEqualTo("token-1");
    }

    @Test
    void withoutAnyWorkerAValidTokenIsServedAndRenewedWhenThereIsOneAgain() {
        AccessToken token = rig.token();
        rig.runtime.rejection = new RejectedExecutionException("no worker");

        for (int second = 0; second < 3_000; second++) {
            rig.advance(Duration.ofSeconds(1));
            assertThat(rig.token()).isSameAs(token);
        }

        rig.runtime.rejection = null;
        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.token().value()).isEqualTo("token-2");
    }

    @Test
    void aQueueOfChallengesIsToldThatThereIsNoWorker() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> first = rig.ask(plain().withClaims("{}"));
        CompletableFuture<AccessToken> second = rig.ask(plain().withClaims(Rig.CLAIMS));
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.PERMANENT)
                .after(() -> rig.runtime.rejection = new RejectedExecutionException("no worker")));

        rig.runtime.runHeldBack();

        assertThat(first).isCompletedExceptionally();
        assertThat(OneFlightTest.failureOf(second)).hasMessageContaining("No thread could be started");
        assertThat(rig.entry().state().flight).isNull();
    }

    @Test
    void aListenerThatThrowsCostsNobodyAToken() {
        VirtualRuntime runtime = new VirtualRuntime();
        AtomicReference<Integer> heard = new AtomicReference<>(0);
        TokenCache cache = cache(
                runtime,
                new ScriptedAuthority(runtime::now),
                Runnable::run,
                event -> {
                    throw new IllegalStateException("provoked");
                },
                event -> {
                    throw new StackOverflowError("provoked");
                },
                event -> heard.updateAndGet(n -> n + 1));

        assertThat(cache.token(Rig.SCOPE).value()).isEqualTo("token-1");
        runtime.advance(Duration.ofMinutes(46));

        assertThat(cache.token(Rig.SCOPE).value()).isEqualTo("token-2");
        assertThat(heard.get()).as("the listener after the bad ones").isGreaterThanOrEqualTo(4);
    }

    @Test
    void aListenerMayAskForATokenItself() {
        VirtualRuntime runtime = new VirtualRuntime();
        AtomicReference<TokenCache> cache = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        cache.set(cache(runtime, new ScriptedAuthority(runtime::now), Runnable::run, event -> {
            Throwable failure = catchThrowable(() -> cache.get().token(Rig.SCOPE));
            thrown.compareAndSet(null, failure);
        }));

        assertThat(cache.get().token(Rig.SCOPE).value()).isEqualTo("token-1");

        assertThat(thrown.get()).as("while it is being fetched").hasMessageContaining("from the same identity");
    }

    @Test
    void anOutOfMemoryErrorInAFlightFailsItsCallersAndNobodyAfterThem() {
        rig.authority.then(ScriptedAuthority.thrown(new OutOfMemoryError("provoked")));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> caller = rig.ask();

        rig.runtime.runHeldBack();

        assertThat(OneFlightTest.failureOf(caller))
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContaining("java.lang.OutOfMemoryError")
                .hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(rig.token().value()).isEqualTo("token-1");
    }

    @Test
    void aTransportThatAnswersNothingFailsTheFlight() {
        rig.authority.then(request -> null);

        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.token().value()).isEqualTo("token-1");
    }

    @Test
    void anExecutorOfCallbacksThatRejectsCostsNobodyTheToken() {
        VirtualRuntime runtime = new VirtualRuntime();
        TokenCache cache = cache(runtime, new ScriptedAuthority(runtime::now), work -> {
            throw new RejectedExecutionException("provoked");
        });
        runtime.holdBack();
        CompletableFuture<AccessToken> caller = cache.tokenAsync(plain(), false);

        runtime.runHeldBack();

        assertThat(caller.join().value()).isEqualTo("token-1");
        assertThat(cache.token(Rig.SCOPE).value()).isEqualTo("token-1");
    }

    @Test
    void aWorkersInterruptDoesNotReachItsNextFlight() {
        rig.authority.then(rig.authority.token(HOUR).after(() -> rig.advance(Duration.ofSeconds(31))));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThat(Thread.interrupted()).isFalse();
    }
}
