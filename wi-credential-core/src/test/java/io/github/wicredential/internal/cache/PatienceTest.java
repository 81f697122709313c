package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenTimeoutException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a flight goes on for callers who wait. */
class PatienceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Rig rig = new Rig();
    private final long begin = rig.runtime.now();

    /** The network is not there yet: a sidecar or the cluster's network begins later than the application. */
    private void unreachableFor(Duration time) {
        rig.authority.always(request -> {
            if (rig.runtime.now() - begin < time.toNanos()) {
                throw ScriptedAuthority.unreached();
            }
            return rig.authority.token(Duration.ofHours(1)).to(request);
        });
    }

    private Duration gone() {
        return Duration.ofNanos(rig.runtime.now() - begin);
    }

    @ParameterizedTest(name = "{0} s without a connection, {1} s of patience, chance {2}")
    @CsvSource({"5, 30, 0", "5, 30, 0.999", "20, 30, 0", "20, 30, 0.5", "20, 30, 0.999", "28, 30, 0.7", "50, 60, 0.9"})
    void whileNothingWasSentTriesGoOnToTheCallersDeadline(int seconds, int patience, double chance) {
        rig.chance = chance;
        unreachableFor(Duration.ofSeconds(seconds));

        assertThat(rig.token(plain().withTimeout(Duration.ofSeconds(patience))).value())
                .isEqualTo("token-1");

        assertThat(gone()).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 4));
        assertThat(rig.authority.count()).isLessThan(4 + seconds / 2);
        assertThat(rig.authority.calls())
                .as("most have time for their answer, the last are better than none")
                .filteredOn(call -> call.request().timeout().toMillis() < 1_000)
                .hasSizeLessThan(3);
    }

    @ParameterizedTest(name = "{0} s of patience, chance {1}")
    @CsvSource({"3, 0", "3, 0.999", "30, 0", "30, 0.999", "120, 0.5"})
    void whoIsNotServedInTimeIsToldWhyAndBeforeTheDeadline(int patience, double chance) {
        rig.chance = chance;
        unreachableFor(Duration.ofHours(1));

        assertThatThrownBy(() -> rig.token(plain().withTimeout(Duration.ofSeconds(patience))))
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageMatching("No connection could be opened; [0-9]+ tries failed\\.");

        assertThat(gone()).isBetween(Duration.ofSeconds(patience - 2), Duration.ofSeconds(patience));
    }

    @ParameterizedTest(name = "an authority or a sidecar that is not well for {0} s, chance {1}")
    @CsvSource({"3, 0", "3, 0.999", "5, 0", "5, 0.5", "5, 0.999"})
    void whoeverStartsBeforeTheSidecarIsWellGetsAToken(int seconds, double chance) {
        rig.chance = chance;
        rig.authority.always(request -> {
            if (rig.runtime.now() - begin < seconds * SECOND) {
                throw ScriptedAuthority.refused(503, true, null);
            }
            return rig.authority.token(Duration.ofHours(1)).to(request);
        });

        assertThat(rig.token().value()).isEqualTo("token-1");

        assertThat(gone()).isLessThan(Duration.ofSeconds(12));
        assertThat(rig.authority.count()).isLessThanOrEqualTo(5);
    }

    @ParameterizedTest(name = "{0} ms without a connection, {1} ms of patience")
    @CsvSource({"600, 1000", "1600, 2000", "2600, 3000"})
    void theLastTryOfTheImpatientIsNearTheEndOfTheirPatience(int without, int patience) {
        rig.chance = 0.999;
        unreachableFor(Duration.ofMillis(without));

        assertThat(rig.token(plain().withTimeout(Duration.ofMillis(patience))).value())
                .isEqualTo("token-1");
    }

    @Test
    void ofTriesWithoutAnAnswerTheLongestIsTold() {
        rig.authority.then(request -> {
            rig.advance(Duration.ofSeconds(10));
            throw ScriptedAuthority.unanswered(new SocketTimeoutException("timeout"));
        });
        rig.authority.always(request -> {
            throw ScriptedAuthority.unreached();
        });

        assertThatThrownBy(rig::token).hasMessageMatching("No answer; [0-9]+ tries failed\\.");
    }

    @Test
    void ofTriesThatTookEquallyLongTheLastIsTold() {
        rig.authority.then(request -> {
            throw ScriptedAuthority.unreached();
        });
        rig.authority.always(request -> {
            throw ScriptedAuthority.unanswered(new SocketTimeoutException("timeout"));
        });

        assertThatThrownBy(rig::token).hasMessage("No answer; 5 tries failed.");
    }

    @Test
    void noTryLastsLongerThanTheFlight() {
        unreachableFor(Duration.ofHours(1));

        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThat(rig.authority.calls())
                .allMatch(call -> call.nanos() + call.request().timeout().toNanos() <= begin + 30 * SECOND);
    }

    @Test
    void aTryAfterALongPauseHasItsFullTime() {
        rig.authority.then(ScriptedAuthority.retryAfter(Duration.ofSeconds(25)));

        rig.token(plain().withTimeout(Duration.ofMinutes(2)));

        assertThat(gone()).isEqualTo(Duration.ofSeconds(25));
        assertThat(rig.authority.calls().get(1).request().timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aFailureThatCameAtOnceIsTriedAgainEvenForTheImpatient() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));

        assertThat(rig.token(plain().withTimeout(Duration.ofSeconds(5))).value())
                .isEqualTo("token-1");
    }

    @Test
    void aPauseThatEndsWithTheCallersPatienceIsNotWaitedOut() {
        rig.authority.then(ScriptedAuthority.retryAfter(Duration.ofSeconds(10)));
        rig.runtime.holdBack();
        rig.askAndForget(TokenRequest.of(Rig.OTHER_SCOPE).withTimeout(Duration.ofSeconds(1)));
        CompletableFuture<AccessToken> caller = rig.ask(plain().withTimeout(Duration.ofSeconds(10)));

        rig.runtime.runHeldBack();

        assertThat(OneFlightTest.failureOf(caller)).hasMessageContaining("asked for a pause of 10 s");
        assertThat(gone()).isZero();
    }

    @Test
    void anAnswerIsToldHoweverLongOthersWereWaitedFor() {
        rig.authority.then(request -> {
            rig.advance(Duration.ofSeconds(10));
            throw ScriptedAuthority.unanswered(new SocketTimeoutException("timeout"));
        });
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));

        assertThatThrownBy(rig::token).hasMessageMatching("The authority answered 503; [0-9]+ tries failed\\.");
    }

    @Test
    void whoseDeadlineEndsBeforeThatOfOthersIsToldWhatTheLastTryFailedWith() {
        rig.authority.then(request -> {
            throw ScriptedAuthority.unreached();
        });
        rig.runtime.beforePause = () -> rig.advance(Duration.ofSeconds(4));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> hasty = rig.ask(plain().withTimeout(Duration.ofSeconds(3)));
        CompletableFuture<AccessToken> patient = rig.ask();

        rig.runtime.runHeldBack();

        assertThat(OneFlightTest.failureOf(hasty))
                .isInstanceOf(TokenTimeoutException.class)
                .hasMessageContaining(
                        "within 3000 ms (1 try failed; the request continues for other callers): No connection could be")
                .hasCauseInstanceOf(TokenExchangeException.class);
        assertThat(patient.join().value()).isEqualTo("token-1");
    }

    @Test
    void whoComesDuringAHoldWaitsItOut() {
        unreachableFor(Duration.ofSeconds(60));
        for (int i = 0; i < 20; i++) {
            assertThat(rig.ask(plain().withTimeout(Duration.ofMillis(900)))).isCompletedExceptionally();
        }

        rig.runtime.advance(Duration.ofSeconds(40).minus(gone()));

        assertThat(rig.token().value()).isEqualTo("token-1");
    }

    @Test
    void aRenewalThatNobodyWaitsForIsOneTry() {
        rig.token();
        rig.authority.always(request -> {
            throw ScriptedAuthority.unreached();
        });

        rig.advance(Duration.ofMinutes(45));

        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void aTransportThatRetriesByItselfIsAskedOnce() {
        Rig retrying = new Rig(rig.runtime, "other", true, null);
        retrying.authority.then(request -> {
            throw ScriptedAuthority.unreached();
        });

        assertThatThrownBy(retrying::token).isInstanceOf(TokenExchangeException.class);

        assertThat(retrying.authority.count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aThrottleThatDoesNotSayForHowLongIsWaitedOutByTheLadder(int refusals) {
        for (int i = 0; i < refusals; i++) {
            rig.authority.then(ScriptedAuthority.failure(RetryPolicy.THROTTLED));
        }

        assertThat(rig.token().value()).isEqualTo("token-1");

        assertThat(gone()).isEqualTo(Duration.ofMillis(500L * ((1L << refusals) - 1)));
        assertThat(rig.token(TokenRequest.of(Rig.OTHER_SCOPE)).value()).isEqualTo("token-2");
    }

    @Test
    void aSecondScopeIsNotFailedByAThrottleThatWillSoonBeOver() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.THROTTLED));
        rig.runtime.beforePause = () -> {
            rig.runtime.beforePause = () -> {};
            assertThat(rig.token(TokenRequest.of(Rig.OTHER_SCOPE)).value()).isEqualTo("token-1");
        };

        assertThat(rig.token().value()).isEqualTo("token-2");
    }

    @Test
    void aThrottleThatIsRepeatedIsAMinuteInTheEnd() {
        rig.chance = 0.999;
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.THROTTLED));

        for (int i = 0; i < 6_000; i++) {
            rig.askAndForget(plain());
            rig.advance(Duration.ofMillis(100));
        }

        assertThat(rig.authority.count()).isBetween(12, 20);
        assertThatThrownBy(rig::token)
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContaining("without saying for how long")
                .hasMessageContaining("No request is made for another");
        RetryAfterGate.Pause pause = rig.entry().target.gate().pauseAt(rig.runtime.now());
        assertThat(pause).isNotNull();
        assertThat(pause.until() - rig.runtime.now()).isBetween(1L, 60 * SECOND);
    }

    @Test
    void aTokenEndsTheRowOfThrottles() {
        for (int round = 0; round < 20; round++) {
            rig.authority.then(ScriptedAuthority.failure(RetryPolicy.THROTTLED));
            long asked = rig.runtime.now();
            rig.token(TokenRequest.of("https://resource" + round + ".example/.default"));
            assertThat(rig.runtime.now() - asked).isEqualTo(SECOND / 2);
        }
    }

    @Test
    void manyScopesThatAreThrottledAtOnceCountAsOne() {
        RetryAfterGate gate = rig.entry().target.gate();
        for (int i = 0; i < 10; i++) {
            gate.refused(begin - 1, begin, Long.MAX_VALUE, 0, Rig.SCOPE, ScriptedAuthority.refused(429, true, null));
        }

        assertThat(gate.until() - begin).isEqualTo(SECOND / 2);
    }

    @Test
    void aRetryAfterOfAnotherStatusIsHonouredByTheOneRequestOnly() {
        rig.authority.then(request -> {
            throw ScriptedAuthority.refused(500, true, Duration.ofSeconds(9));
        });
        rig.runtime.beforePause = () -> {
            rig.runtime.beforePause = () -> {};
            assertThat(rig.token(TokenRequest.of(Rig.OTHER_SCOPE)).value()).isEqualTo("token-1");
            assertThat(gone()).isZero();
        };

        assertThat(rig.token().value()).isEqualTo("token-2");

        assertThat(gone()).isEqualTo(Duration.ofSeconds(9));
        assertThat(rig.count(IdentityEvent.CallerFailedFast.class)).isZero();
    }
}
