package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.internal.events.IdentityEvents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Flights that end after their deadline. Tokens never go back in time. */
class LateAnswersTest {

    private static final Duration LONGER_THAN_A_FLIGHT = Duration.ofSeconds(31);

    private final Rig rig = new Rig();

    @AfterEach
    void noInterruptIsLeftBehind() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aFlightThatNeverEndsIsGivenUpAtItsDeadlineAndItsWaitersAreFreed() {
        AtomicReference<CompletableFuture<AccessToken>> caller = new AtomicReference<>();
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT).after(() -> {
            rig.advance(LONGER_THAN_A_FLIGHT);
            assertThat(OneFlightTest.failureOf(caller.get()))
                    .isInstanceOf(TokenExchangeException.class)
                    .hasMessageContaining("did not end within 30 s");
            assertThat(rig.entry().state().flight).isNull();
        }));

        rig.runtime.holdBack();
        caller.set(rig.ask());
        rig.runtime.runHeldBack();

        assertThat(rig.authority.count()).isOne();
        assertThat(rig.count(IdentityEvent.RefreshFailed.class)).isOne();
    }

    @Test
    void aFlightForWhichNoWorkerComesIsGivenUpAfterAMinute() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> caller = rig.ask(plain().withTimeout(Duration.ofMinutes(2)));

        rig.advance(Duration.ofSeconds(61));

        assertThat(OneFlightTest.failureOf(caller)).isInstanceOf(TokenExchangeException.class);
        rig.runtime.runHeldBack();
        assertThat(rig.authority.count()).as("a flight that was given up").isZero();
    }

    @Test
    void aLateAnswerIsTakenIfNothingNewerCame() {
        rig.authority.then(
                ScriptedAuthority.same("late", Duration.ofHours(1)).after(() -> rig.advance(LONGER_THAN_A_FLIGHT)));

        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThat(rig.token().value()).isEqualTo("late");
        assertThat(rig.authority.count()).isOne();
    }

    @Test
    void aLateAnswerNeverReplacesANewerToken() {
        rig.authority.then(ScriptedAuthority.same("late", Duration.ofHours(1)).after(() -> {
            rig.advance(LONGER_THAN_A_FLIGHT.plusSeconds(10));
            assertThat(rig.token().value()).isEqualTo("token-1");
        }));

        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThat(rig.token().value()).isEqualTo("token-1");
        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void aLateAnswerDoesNotComeBackAfterANewerTokenWasRejected() {
        rig.authority.then(ScriptedAuthority.same("late", Duration.ofHours(1)).after(() -> {
            rig.advance(LONGER_THAN_A_FLIGHT.plusSeconds(10));
            assertThat(rig.cache.invalidate(rig.token())).isTrue();
        }));

        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThat(rig.token().value()).isEqualTo("token-2");
    }

    @Test
    void aLateAnswerDoesNotComeBackAfterANewerTokenHasEnded() {
        rig.authority.then(
                ScriptedAuthority.same("late", Duration.ofHours(1)).after(() -> {
                    rig.advance(LONGER_THAN_A_FLIGHT.plusSeconds(10));
                    assertThat(rig.token().value()).isEqualTo("short");
                    rig.advance(Duration.ofSeconds(30));
                }),
                ScriptedAuthority.same("short", Duration.ofSeconds(4)),
                ScriptedAuthority.same("short-2", Duration.ofSeconds(4)));

        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThat(rig.token().value()).isEqualTo("token-1");
    }

    @Test
    void aLateAnswerServesThoseWhoWaitForTheNextFlight() {
        AtomicReference<CompletableFuture<AccessToken>> second = new AtomicReference<>();
        rig.authority.then(ScriptedAuthority.same("late", Duration.ofHours(1)).after(() -> {
            rig.advance(LONGER_THAN_A_FLIGHT.plusSeconds(10));
            rig.runtime.holdBack();
            second.set(rig.ask());
        }));

        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThat(second.get().join().value()).isEqualTo("late");
        rig.runtime.runHeldBack();
        assertThat(rig.token().value()).isEqualTo("token-1");
    }

    /** As one does that its own flight's callers waited for: so it is refreshed before it expires. */
    @Test
    void aLateAnswerThatServedSomebodyCountsAsUsed() {
        AtomicReference<CompletableFuture<AccessToken>> second = new AtomicReference<>();
        rig.authority.then(
                ScriptedAuthority.same("late", Duration.ofHours(1)).after(() -> {
                    rig.advance(LONGER_THAN_A_FLIGHT.plusSeconds(10));
                    rig.runtime.holdBack();
                    second.set(rig.ask());
                }),
                ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);
        rig.runtime.runHeldBack();
        assertThat(second.get().join().value()).isEqualTo("late");
        assertThat(rig.authority.count()).isEqualTo(2);

        rig.advance(Duration.ofMinutes(45));

        assertThat(rig.authority.count()).isEqualTo(3);
    }

    @Test
    void whoIsAtAFlightThatIsGivenUpIsInterrupted() {
        AtomicBoolean interrupted = new AtomicBoolean();
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT).after(() -> {
            rig.advance(LONGER_THAN_A_FLIGHT);
            interrupted.set(Thread.currentThread().isInterrupted());
        }));

        assertThatThrownBy(rig::token).hasMessageContaining("did not end within 30 s");

        assertThat(interrupted).isTrue();
    }

    /** The interrupted request fails at once, perhaps before the guard has said why it was interrupted. */
    @Test
    void whatTheInterruptMakesOfARequestIsNotWhatItsCallersAreTold() throws Exception {
        Thread guard = Thread.currentThread();
        CountDownLatch sent = new CountDownLatch(1);
        AtomicReference<CompletableFuture<Void>> worker = new AtomicReference<>();
        TokenCache cache = new TokenCache(Rig.settings(
                "client",
                Rig.LIMITS,
                request -> {
                    sent.countDown();
                    try {
                        assertThat(new CountDownLatch(1).await(10, TimeUnit.SECONDS))
                                .isTrue();
                        throw new AssertionError("not reached");
                    } catch (InterruptedException stopped) {
                        throw ScriptedAuthority.refused(401, false, null, 7000222);
                    }
                },
                new IdentityEvents(List.of(), rig.runtime::nanos),
                rig.runtime,
                Runnable::run,
                () -> {
                    if (Thread.currentThread() == guard) {
                        worker.get().orTimeout(10, TimeUnit.SECONDS).join();
                    }
                    return 0;
                }));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> caller = cache.tokenAsync(plain().withTimeout(Duration.ofMinutes(2)), false);
        worker.set(CompletableFuture.runAsync(rig.runtime::runOne));
        assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();

        rig.advance(LONGER_THAN_A_FLIGHT);

        assertThat(OneFlightTest.failureOf(caller)).hasMessageContaining("did not end within 30 s");
    }

    @Test
    void aLateFailureChangesNothing() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.PERMANENT).after(() -> {
            rig.advance(LONGER_THAN_A_FLIGHT.plusSeconds(10));
            rig.token();
        }));

        assertThatThrownBy(rig::token).hasMessageContaining("did not end within 30 s");

        assertThat(rig.token().value()).isEqualTo("token-1");
        assertThat(rig.entry().state().history.failure()).isNull();
    }

    @Test
    void aFlightWithoutAGuardIsGivenUpByTheNextCaller() {
        rig.runtime.guarded = false;
        AtomicReference<AccessToken> second = new AtomicReference<>();
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT).after(() -> {
            rig.advance(LONGER_THAN_A_FLIGHT);
            second.set(CompletableFuture.supplyAsync(rig::token).join());
        }));

        assertThatThrownBy(rig::token).hasMessageContaining("did not end within 30 s");

        assertThat(second.get().value()).isEqualTo("token-1");
    }

    @Test
    void aLateTokenThatIsRejectedIsNotHandedOutToThoseWhoComeAfter() {
        AtomicReference<CompletableFuture<AccessToken>> second = new AtomicReference<>();
        rig.authority.then(ScriptedAuthority.same("late", Duration.ofHours(1)).after(() -> {
            rig.advance(LONGER_THAN_A_FLIGHT.plusSeconds(10));
            rig.runtime.holdBack();
            second.set(rig.ask());
        }));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);
        AccessToken late = second.get().join();
        assertThat(late.value()).isEqualTo("late");

        assertThat(rig.cache.invalidate(late)).isTrue();
        CompletableFuture<AccessToken> third = rig.ask();

        assertThat(third).isNotDone();
        rig.runtime.runHeldBack();
        assertThat(third.join().value()).isEqualTo("token-1");
        assertThat(rig.authority.count()).isEqualTo(2);
    }
}
