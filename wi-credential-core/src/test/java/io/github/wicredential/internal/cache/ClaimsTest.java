package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.CLAIMS;
import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Claims challenges get a flight of their own and disturb plain callers in nothing. */
class ClaimsTest {

    private static final TokenRequest CHALLENGED = plain().withClaims(CLAIMS);

    private final Rig rig = new Rig();

    @Test
    void aRequestWithClaimsAlwaysGetsANewToken() {
        rig.token();

        AccessToken answer = rig.token(CHALLENGED);

        assertThat(answer.value()).isEqualTo("token-2");
        assertThat(rig.authority.calls().get(1).request().claims()).isEqualTo(CLAIMS);
        assertThat(rig.token()).as("it is the entry's token from now on").isSameAs(answer);
        assertThat(rig.events(IdentityEvent.RefreshStarted.class).map(IdentityEvent.RefreshStarted::reason))
                .containsExactly(Reason.COLD, Reason.CLAIMS);
    }

    @Test
    void equalClaimsShareAFlightAndDifferentOnesQueue() {
        rig.token();
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> one = rig.ask(CHALLENGED);
        CompletableFuture<AccessToken> same = rig.ask(CHALLENGED);
        CompletableFuture<AccessToken> other = rig.ask(plain().withClaims("{\"other\":1}"));
        assertThat(rig.runtime.heldBack()).isOne();

        rig.runtime.runHeldBack();

        assertThat(one.join()).isSameAs(same.join());
        assertThat(other.join()).isNotSameAs(one.join());
        assertThat(rig.authority.count()).isEqualTo(3);
        assertThat(rig.authority.mostAtOnce()).isOne();
    }

    @Test
    void equalClaimsThatQueueShareAFlightToo() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> cold = rig.ask();
        CompletableFuture<AccessToken> one = rig.ask(CHALLENGED);
        CompletableFuture<AccessToken> same = rig.ask(CHALLENGED);

        rig.runtime.runHeldBack();

        assertThat(one.join()).isSameAs(same.join()).isNotSameAs(cold.join());
        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void aClaimsFlightFollowsAPlainOneThatIsUnderWay() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> cold = rig.ask();
        CompletableFuture<AccessToken> challenged = rig.ask(CHALLENGED);

        rig.runtime.runHeldBack();

        assertThat(cold.join().value()).isEqualTo("token-1");
        assertThat(challenged.join().value()).isEqualTo("token-2");
    }

    @Test
    void plainCallersGetThePresentTokenWhileAChallengeIsAnswered() {
        AccessToken present = rig.token();
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> challenged = rig.ask(CHALLENGED);

        assertThat(rig.token()).isSameAs(present);

        rig.runtime.runHeldBack();
        assertThat(rig.token()).isSameAs(challenged.join());
    }

    @Test
    void ifAChallengeFailsOnlyItsOwnCallersFail() {
        AccessToken present = rig.token();
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.PERMANENT));

        assertThatThrownBy(() -> rig.token(CHALLENGED)).isInstanceOf(TokenExchangeException.class);

        assertThat(rig.token()).isSameAs(present);
        rig.cache.invalidate(present);
        assertThat(rig.token().value()).as("no hold for plain flights").isEqualTo("token-2");
    }

    @Test
    void aChallengeThatFailedIsNotSentAgainAtOnce() {
        rig.token();
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.PERMANENT));

        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> rig.token(CHALLENGED)).isInstanceOf(TokenExchangeException.class);
        }

        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void plainCallersThatQueuedBehindAChallengeGetItsToken() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> challenged = rig.ask(CHALLENGED);
        CompletableFuture<AccessToken> cold = rig.ask();

        rig.runtime.runHeldBack();

        assertThat(cold.join()).isSameAs(challenged.join());
        assertThat(rig.authority.count()).isOne();
    }

    @Test
    void plainCallersThatQueuedBehindAChallengeThatFailsGetATokenOfTheirOwn() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> challenged = rig.ask(CHALLENGED);
        CompletableFuture<AccessToken> cold = rig.ask();

        rig.runtime.runHeldBack();

        assertThat(OneFlightTest.failureOf(challenged)).isInstanceOf(TokenExchangeException.class);
        assertThat(cold.join().value()).isEqualTo("token-1");
    }

    @Test
    void aQueueOfChallengesIsWorkedOffThoughEachOfThemFails() {
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        rig.runtime.holdBack();
        for (int i = 0; i < 50; i++) {
            rig.askAndForget(plain().withClaims("{\"n\":" + i + "}"));
        }

        rig.runtime.runHeldBack();

        assertThat(rig.authority.count()).isEqualTo(50);
        assertThat(rig.entry().state().flight).isNull();
        assertThat(rig.entry().state().queue).isEmpty();
    }

    @Test
    void plainAndCaeTokensAreApart() {
        AccessToken plain = rig.token();
        AccessToken cae = rig.token(plain().withCae(true));

        assertThat(cae).isNotSameAs(plain);
        assertThat(rig.authority.calls().get(1).request().caeEnabled()).isTrue();
        rig.token(plain().withCae(true).withClaims(CLAIMS));
        assertThat(rig.token()).isSameAs(plain);
    }

    @Test
    void aChallengeIsAnsweredThoughTheAuthorityAnswersWithNoLongerLife() {
        rig.authority.then(rig.authority.token(Duration.ofHours(1)), rig.authority.token(Duration.ofMinutes(10)));
        rig.token();

        assertThat(rig.token(CHALLENGED).value()).isEqualTo("token-2");
        assertThat(rig.token().value()).isEqualTo("token-2");
    }

    private CompletableFuture<AccessToken> challenge(int number, Duration patience) {
        return rig.ask(plain().withClaims("{\"n\":" + number + "}").withTimeout(patience));
    }

    private List<String> claimsSent() {
        return rig.authority.calls().stream()
                .map(call -> String.valueOf(call.request().claims()))
                .toList();
    }

    @Test
    void challengesThatNobodyWaitsForAnyMoreAreDropped() {
        rig.token();
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> first = challenge(0, Duration.ofSeconds(30));
        for (int i = 1; i < 9; i++) {
            challenge(i, Duration.ofSeconds(30)).cancel(true);
        }
        for (int i = 9; i < 18; i++) {
            rig.askAndForget(plain().withClaims("{\"n\":" + i + "}").withTimeout(Duration.ofSeconds(1)));
        }
        CompletableFuture<AccessToken> last = challenge(18, Duration.ofSeconds(30));
        rig.advance(Duration.ofSeconds(2));

        rig.runtime.runHeldBack();

        assertThat(claimsSent()).containsExactly("null", "{\"n\":0}", "{\"n\":18}");
        assertThat(first).isCompletedExceptionally();
        assertThat(last).isCompletedExceptionally();
    }

    @Test
    void aChallengeThatWasDroppedIsSentForWhoComesLater() {
        rig.token();
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> first = challenge(0, Duration.ofSeconds(30));
        challenge(1, Duration.ofSeconds(30)).cancel(true);
        CompletableFuture<AccessToken> other = challenge(2, Duration.ofSeconds(30));
        CompletableFuture<AccessToken> again = challenge(1, Duration.ofSeconds(30));

        rig.runtime.runHeldBack();

        assertThat(first).isCompleted();
        assertThat(other).isCompleted();
        assertThat(again).isCompleted();
        assertThat(claimsSent()).containsExactly("null", "{\"n\":0}", "{\"n\":2}", "{\"n\":1}");
    }

    @Test
    void nobodyJoinsAFlightThatWasDroppedAndNoneIsDroppedThatSomebodyJoined() {
        Waiters left = Rig.flight(CLAIMS).waiters;
        Waiters joined = Rig.flight(CLAIMS).waiters;
        left.leave();
        joined.leave();

        assertThat(joined.join(1)).isTrue();
        assertThat(joined.dropIfNone()).isFalse();
        assertThat(left.dropIfNone()).isTrue();
        assertThat(left.join(1)).isFalse();
        assertThat(left.dropIfNone()).as("for good").isTrue();
    }

    @Test
    void plainCallersWithoutATokenComeBeforeFurtherChallenges() {
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        rig.runtime.holdBack();
        List<CompletableFuture<AccessToken>> challenged = List.of(
                challenge(0, Duration.ofMinutes(2)),
                challenge(1, Duration.ofMinutes(2)),
                challenge(2, Duration.ofMinutes(2)));
        CompletableFuture<AccessToken> cold = rig.ask();

        rig.runtime.runHeldBack();

        assertThat(cold).isCompletedExceptionally();
        assertThat(challenged).allSatisfy(one -> assertThat(one).isCompletedExceptionally());
        assertThat(claimsSent()).containsExactly("{\"n\":0}", "null", "{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void aChallengeIsNotRepeatedWhilePlainCallersWait() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> challenged = challenge(0, Duration.ofSeconds(30));
        CompletableFuture<AccessToken> cold = rig.ask();

        rig.runtime.runHeldBack();

        assertThat(challenged).isCompletedExceptionally();
        assertThat(cold.join().value()).isEqualTo("token-1");
        assertThat(claimsSent()).containsExactly("{\"n\":0}", "null");
    }

    @Test
    void aQueueOfChallengesDoesNotHoldUpTheRenewal() {
        rig.token();
        rig.advance(Duration.ofMinutes(44));
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> first = challenge(0, Duration.ofMinutes(20));
        CompletableFuture<AccessToken> second = challenge(1, Duration.ofMinutes(20));
        rig.advance(Duration.ofSeconds(50));
        rig.token();
        rig.advance(Duration.ofSeconds(12));

        rig.runtime.runHeldBack();

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompleted();
        assertThat(claimsSent()).containsExactly("null", "null", "{\"n\":1}");
    }

    @Test
    void moreThanSixtyFourChallengesAreRefused() {
        rig.token();
        rig.runtime.holdBack();
        List<CompletableFuture<AccessToken>> waiting = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            waiting.add(challenge(i, Duration.ofSeconds(30)));
        }

        assertThat(OneFlightTest.failureOf(challenge(65, Duration.ofSeconds(30))))
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContaining("64 other claims challenges");

        waiting.get(40).cancel(true);
        assertThat(challenge(66, Duration.ofSeconds(30))).isNotDone();
        rig.runtime.runHeldBack();
        assertThat(rig.authority.count()).isEqualTo(1 + 65);
    }
}
