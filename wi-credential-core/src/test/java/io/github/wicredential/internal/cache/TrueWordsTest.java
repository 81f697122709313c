package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.internal.runtime.TestRuntimes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A flight that brings nothing says what it was, and pauses take no worker. */
class TrueWordsTest {

    private final Rig rig = new Rig();

    @Test
    void aFlightThatHangsSaysWhere() {
        rig.runtime.doing = "it read the token file /var/run/token";
        rig.authority.then(rig.authority.token(Duration.ofHours(1)).after(() -> rig.advance(Duration.ofSeconds(31))));

        assertThatThrownBy(rig::token)
                .hasMessageContaining(
                        "did not end within 30 s and was given up while it read the token file /var/run/token. The volume")
                .hasMessageNotContaining("network policy");
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the transport com.example.Own sent to login.example.com | custom transport or assertion source must return | policy",
                "it asked the assertion source com.example.Own | custom transport or assertion source must return | policy",
                "it resolved the name login.example.com | Most likely: no DNS server gives an answer ('timed out') | custom transport",
                "it was connecting to login.example.com:443 (20.190.160.14) | does not allow egress to login.example.com:443 | custom transport",
                "it waited for TLS with login.example.com:443 | Most likely: the connection is accepted, but TLS receives no response | custom transport",
                "it waited for the answer of login.example.com | Most likely: the request was sent, but there was no response | custom transport",
                " | One of: the connection is accepted, but TLS receives no response | custom transport"
            })
    void whatIsToBeMendedFollowsFromWhereItHangs(@Nullable String doing, String mend, String not) {
        rig.runtime.doing = doing;
        rig.authority.then(rig.authority.token(Duration.ofHours(1)).after(() -> rig.advance(Duration.ofSeconds(31))));

        assertThatThrownBy(rig::token).hasMessageContaining(mend).hasMessageNotContaining(not);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aFlightThatHangsAfterATryThatFailedSaysWhatThatSaid() {
        rig.runtime.doing = "it resolved the name login.example.com";
        rig.authority
                .then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT))
                .then(rig.authority.token(Duration.ofHours(1)).after(() -> rig.advance(Duration.ofSeconds(31))));

        assertThatThrownBy(rig::token)
                .hasMessageContaining("was given up after 1 failed try: ")
                .hasMessageNotContaining("it resolved the name")
                .hasCauseInstanceOf(TokenExchangeException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aFlightThatNoWorkerWasAtIsNotBlamedOnTheNetwork() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> caller = rig.ask(plain().withTimeout(Duration.ofMinutes(2)));

        rig.advance(Duration.ofSeconds(61));

        assertThat(OneFlightTest.failureOf(caller))
                .hasMessageContaining("No thread was free for the token request within 60 s")
                .hasMessageNotContaining("egress");
        assertThat(rig.authority.count()).isZero();
    }

    @Test
    void noWorkerSleepsWhileAFlightPauses() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.runtime.holdPauses();

        CompletableFuture<AccessToken> caller = rig.ask();

        assertThat(caller).isNotDone();
        assertThat(rig.runtime.heldPauses()).isEqualTo(1);
        assertThat(rig.entry().state().flight).isNotNull().matches(flight -> !flight.runsOnThisThread());

        rig.runtime.endPause();

        assertThat(caller.join().value()).isEqualTo("token-1");
    }

    @Test
    void aFlightThatIsGivenUpInAPauseMakesNoMoreRequests() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.runtime.holdPauses();
        CompletableFuture<AccessToken> caller = rig.ask();

        rig.cache.close();

        assertThat(caller).isCompletedExceptionally();
        assertThat(rig.runtime.heldPauses()).isZero();
        assertThat(rig.authority.count()).isEqualTo(1);
    }

    @Test
    void aFlightThatIsGivenUpInAPauseIsNotSaidToHaveBeenAtAnything() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.askAndForget(plain().withTimeout(Duration.ofMillis(1)));
        rig.runtime.holdPauses();
        CompletableFuture<AccessToken> caller = rig.ask(plain().withTimeout(Duration.ofMinutes(2)));
        assertThat(rig.runtime.heldPauses()).isOne();

        rig.advance(Duration.ofSeconds(31));

        assertThat(OneFlightTest.failureOf(caller)).hasMessageContaining("did not end within 30 s and was given up. ");
    }

    @Test
    void aFlightThatIsGivenUpWhenItsPauseBeginsLeavesNoneBehind() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.runtime.holdPauses();
        rig.runtime.beforePause = rig.cache::close;

        assertThat(rig.ask()).isCompletedExceptionally();

        assertThat(rig.runtime.heldPauses()).isZero();
    }

    @Test
    void whoRunsOutOfTimeBeforeAnythingFailedIsToldThat() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> caller = rig.ask(plain().withTimeout(Duration.ofSeconds(3)));

        rig.advance(Duration.ofSeconds(3));

        assertThat(OneFlightTest.failureOf(caller))
                .hasMessageContaining(" within 3000 ms; nothing has failed yet. The request continues");
    }

    @Test
    void whoeverAsksWhileTooManyEarlierOnesHangIsToldWhereAndNothingIsSent() {
        rig.runtime.rejection = TestRuntimes.hanging(4, "it read the token file /var/run/token");

        assertThatThrownBy(rig::token)
                .hasMessageContaining("because 4 earlier ones of this identity hang, the last one while it read the"
                        + " token file /var/run/token. ");
        assertThat(rig.authority.count()).isZero();
    }

    @Test
    void aFlightThatGetsNoWorkerAndCannotSaySoIsOverAtOnceAllTheSame() {
        rig.runtime.rejection = new RejectedExecutionException("no worker");
        rig.exhausted = true;
        CompletableFuture<AccessToken> caller = rig.ask();
        assertThat(caller).isNotDone();

        rig.exhausted = false;
        rig.advance(Duration.ofSeconds(1));

        assertThat(OneFlightTest.failureOf(caller)).hasMessageContaining("java.lang.OutOfMemoryError");
    }

    @Test
    void aFlightWhoseEndCannotBeReportedIsOverAtOnceAllTheSame() {
        rig.runtime.holdBack();
        rig.authority.then(request -> {
            rig.exhausted = true;
            throw new OutOfMemoryError("provoked");
        });
        CompletableFuture<AccessToken> caller = rig.ask();
        rig.runtime.runHeldBack();
        assertThat(caller).isNotDone();

        rig.exhausted = false;
        rig.advance(Duration.ofSeconds(1));

        assertThat(OneFlightTest.failureOf(caller)).hasMessageContaining("java.lang.OutOfMemoryError");
    }

    @Test
    void whoeverWaitsIsToldEvenIfItsTokenCameAndTheMemoryEndedThere() {
        rig.runtime.holdBack();
        rig.authority.then(rig.authority
                .token(Duration.ofHours(1))
                .after(() -> rig.runtime.brokenTimer = new OutOfMemoryError("provoked")));
        CompletableFuture<AccessToken> caller = rig.ask();

        rig.runtime.runHeldBack();

        assertThat(OneFlightTest.failureOf(caller)).hasMessageContaining("java.lang.OutOfMemoryError");
        assertThat(rig.token().value()).isEqualTo("token-1");
    }
}
