package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens in use are renewed in time; nobody waits while one is valid; nothing is asked for that nobody wants. */
class RenewalTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Rig rig = new Rig();

    @Test
    void aTokenOfAnHourIsRenewedAQuarterOfAnHourBeforeItsEndWithNoCallInBetween() {
        AccessToken first = rig.token();

        rig.advance(Duration.ofMinutes(45).minusSeconds(1));
        assertThat(rig.authority.count()).isOne();
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.authority.count()).isEqualTo(2);
        assertThat(rig.token()).isNotSameAs(first);
        assertThat(rig.events(IdentityEvent.RefreshStarted.class).map(IdentityEvent.RefreshStarted::reason))
                .containsExactly(Reason.COLD, Reason.DUE);
        assertThat(rig.count(IdentityEvent.Lapsed.class)).isZero();
    }

    @Test
    void aTokenThatIsOnlyReadFromAHeldSourceIsInUse() {
        TokenSource held = rig.cache.source(plain());
        for (int minute = 0; minute < 600; minute++) {
            held.token();
            rig.advance(Duration.ofMinutes(1));
        }

        assertThat(rig.count(IdentityEvent.CallerWaited.class)).isOne();
        assertThat(rig.count(IdentityEvent.Lapsed.class)).isZero();
    }

    @Test
    void refreshInIsHonouredWithNoCallAfterTheFirst() {
        rig.authority.always(rig.authority.token(HOUR, Duration.ofSeconds(8)));
        rig.token();

        rig.advance(Duration.ofSeconds(8));

        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"3600,0", "3600,8", "600,0", "60,0", "5,0", "86400,43200", "2,0"})
    void aUsedTokenIsRenewedBeforeAnyCallerWaits(long life, long refreshIn) {
        Random random = new Random(life + refreshIn);
        rig.authority.always(
                rig.authority.token(Duration.ofSeconds(life), refreshIn == 0 ? null : Duration.ofSeconds(refreshIn)));
        rig.token();

        for (int i = 0; i < 300; i++) {
            rig.chance = random.nextDouble();
            // At least one call in the life of every token.
            long usable = rig.entry()
                    .state()
                    .current
                    .remaining(rig.runtime.now(), rig.runtime.wallTime().toEpochMilli());
            rig.advance(Duration.ofNanos((long) (random.nextDouble() * usable)));
            AccessToken token = rig.token();
            assertThat(token.expiresAt()).isAfter(rig.runtime.wallTime());
        }

        assertThat(rig.count(IdentityEvent.CallerWaited.class))
                .as("only the first caller waits")
                .isOne();
    }

    @Test
    void aTokenThatNobodyUsesIsRenewedAtMostOnceAndThenLapses() {
        rig.token();

        rig.advance(Duration.ofDays(10));

        assertThat(rig.authority.count()).isEqualTo(2);
        assertThat(rig.count(IdentityEvent.Lapsed.class)).isOne();
        assertThat(rig.runtime.timersSet()).isZero();
    }

    @Test
    void aPrefetchedTokenCountsAsUsedOnce() {
        rig.cache.tokenAsync(plain(), true).join();

        rig.advance(Duration.ofDays(10));

        assertThat(rig.authority.count()).isEqualTo(2);
        assertThat(rig.events(IdentityEvent.RefreshStarted.class).map(IdentityEvent.RefreshStarted::reason))
                .containsExactly(Reason.PREFETCH, Reason.DUE);
    }

    @Test
    void aLapsedTokenServesItsNextUserAtOnceAndIsRenewedBehindIt() {
        rig.token();
        rig.advance(Duration.ofMinutes(45 + 47));
        assertThat(rig.count(IdentityEvent.Lapsed.class)).isOne();
        rig.runtime.holdBack();

        AccessToken served = rig.token();

        assertThat(served.value()).isEqualTo("token-2");
        assertThat(rig.runtime.heldBack()).isOne();
        rig.runtime.runHeldBack();
        assertThat(rig.token().value()).isEqualTo("token-3");
        assertThat(rig.count(IdentityEvent.CallerWaited.class)).isOne();
    }

    @Test
    void aLapsedTokenThatIsUsedWhileRequestsAreHeldBackIsRenewedAfterwardsByItself() {
        rig.token();
        rig.advance(Duration.ofMinutes(45 + 46));
        Rig sameClient = new Rig(rig.runtime, "client");
        sameClient.authority.then(ScriptedAuthority.retryAfter(Duration.ofSeconds(40)));
        assertThatThrownBy(sameClient::token).isInstanceOf(TokenExchangeException.class);

        rig.token();
        assertThat(rig.authority.count()).isEqualTo(2);
        rig.advance(Duration.ofSeconds(41));

        assertThat(rig.authority.count()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(RetryPolicy.class)
    void aFailedRenewalIsTriedAgainByItself(RetryPolicy kind) {
        rig.token();
        rig.authority.then(ScriptedAuthority.failure(kind), ScriptedAuthority.failure(kind));

        rig.advance(Duration.ofMinutes(52));

        assertThat(rig.authority.count()).isEqualTo(4);
        assertThat(rig.token().value()).isEqualTo("token-2");
        assertThat(rig.count(IdentityEvent.CallerWaited.class)).isOne();
    }

    @Test
    void aRenewalThatFailsOnAWorkerIsTriedAgainWhenItsPauseIsOver() {
        rig.token();
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.runtime.holdBack();
        rig.advance(Duration.ofMinutes(45));

        rig.runtime.runHeldBack();
        assertThat(rig.authority.count()).isEqualTo(2);
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.authority.count()).isEqualTo(3);
    }

    @Test
    void aTokenCountsAsUsedByWhoeverWaitedForIt() {
        rig.ask().join();

        rig.advance(Duration.ofMinutes(45));

        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void anErrorInAFlightDoesNotEndTheRenewals() {
        rig.token();
        rig.authority.then(
                ScriptedAuthority.thrown(new OutOfMemoryError("provoked")),
                ScriptedAuthority.thrown(new LinkageError("provoked")),
                request -> null);

        rig.advance(Duration.ofMinutes(52));

        assertThat(rig.token().value()).isEqualTo("token-2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyWaitsAndNobodyFailsWhileATokenIsUsable(long seed) {
        Random random = new Random(seed);
        List<ScriptedAuthority.Answer> bad = List.of(
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT),
                ScriptedAuthority.failure(RetryPolicy.THROTTLED),
                ScriptedAuthority.failure(RetryPolicy.PERMANENT),
                ScriptedAuthority.failure(RetryPolicy.LOCAL_FILE),
                ScriptedAuthority.failure(RetryPolicy.ASSERTION_TIME),
                ScriptedAuthority.failure(RetryPolicy.PROPAGATION),
                ScriptedAuthority.retryAfter(Duration.ofMinutes(3)),
                ScriptedAuthority.thrown(new OutOfMemoryError("provoked")),
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT).after(() -> rig.advance(Duration.ofSeconds(31))));
        rig.token();
        rig.authority.always(request -> bad.get(random.nextInt(bad.size())).to(request));

        Instant lastRequest = rig.runtime.wallTime();
        while (rig.usable()) {
            rig.chance = random.nextDouble();
            assertThat(rig.token().value()).isEqualTo("token-1");
            assertThat(rig.ask()).isCompletedWithValueMatching(t -> t.value().equals("token-1"));
            rig.advance(Duration.ofMillis(random.nextInt(2_000)));
            lastRequest = Instant.ofEpochMilli(Duration.ofNanos(
                            rig.authority.calls().get(rig.authority.count() - 1).nanos())
                    .toMillis());
        }

        assertThat(lastRequest).isNotNull();
        assertThat(rig.count(IdentityEvent.CallerWaited.class)).isOne();
        assertThat(rig.count(IdentityEvent.CallerFailedFast.class)).isZero();
        assertThat(rig.authority.count()).isGreaterThan(2);
        List<IdentityEvent.RefreshFailed> failures =
                rig.events(IdentityEvent.RefreshFailed.class).toList();
        // The last one may have been under way when the token ended.
        assertThat(failures.subList(0, failures.size() - 1)).allMatch(IdentityEvent.RefreshFailed::tokenStillValid);
    }

    @Test
    void theSameTokenAnsweredAgainAndAgainIsAskedForAtMostTwiceAMinute() {
        Instant end = rig.runtime.wallTime().plus(HOUR);
        rig.authority.always(request -> new io.github.wicredential.internal.exchange.TokenExchange.Grant(
                "the-same", Duration.between(rig.runtime.wallTime(), end), null));
        rig.token();

        for (int second = 0; second < 3_600 - 90; second++) {
            rig.advance(Duration.ofSeconds(1));
            assertThat(rig.token().value()).isEqualTo("the-same");
        }

        List<ScriptedAuthority.Call> calls = rig.authority.calls();
        for (int i = 1; i < calls.size(); i++) {
            assertThat(calls.get(i).nanos() - calls.get(i - 1).nanos())
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(30).toNanos());
        }
        assertThat(calls.size()).isGreaterThan(3);
        assertThat(rig.count(IdentityEvent.NoProgress.class)).isEqualTo(calls.size() - 1);
    }

    @Test
    void theSameLongTokenAnsweredForEverIsAskedForAtMostTwiceAMinute() {
        rig.authority.always(ScriptedAuthority.same("the-same", Duration.ofSeconds(200)));
        rig.token();

        for (int second = 0; second < 10_000; second++) {
            rig.advance(Duration.ofSeconds(1));
            rig.token();
        }

        assertThat(rig.authority.count()).isBetween(100, 10_000 / 30 + 2);
    }

    @Test
    void aTokenThatEndsNoLaterThanThePresentOneIsNoReasonToAskAtOnceAgain() {
        rig.authority.then(rig.authority.token(HOUR), rig.authority.token(Duration.ofMinutes(2)));
        rig.token();
        rig.advance(Duration.ofMinutes(45));
        rig.token();

        rig.advance(Duration.ofSeconds(29));

        assertThat(rig.authority.count()).isEqualTo(2);
        assertThat(rig.count(IdentityEvent.NoProgress.class)).isOne();
    }

    @Test
    void aCallerThatNeedsALongerLastingTokenWaitsForIt() {
        rig.token();
        rig.advance(Duration.ofMinutes(20));

        AccessToken lasting = rig.token(plain().withMinRemaining(Duration.ofMinutes(50)));

        assertThat(lasting.value()).isEqualTo("token-2");
        assertThat(rig.token()).isSameAs(lasting);
        assertThat(rig.events(IdentityEvent.RefreshStarted.class).map(IdentityEvent.RefreshStarted::reason))
                .containsExactly(Reason.COLD, Reason.SHORT);
    }

    @Test
    void aCallerThatNeedsALongerLastingTokenGetsOneThoughThePresentOneIsBrandNew() {
        rig.authority.then(rig.authority.token(Duration.ofMinutes(6)));
        rig.token();

        assertThat(rig.token(plain().withMinRemaining(Duration.ofMinutes(10))).value())
                .isEqualTo("token-2");
    }

    @Test
    void aCallerThatNeedsALongerLastingTokenThanThereAreGetsTheLongestAndCausesNoStorm() {
        TokenRequest tooMuch = plain().withMinRemaining(Duration.ofHours(2));

        for (int i = 0; i < 100; i++) {
            assertThat(rig.token(tooMuch)).isNotNull();
        }
        assertThat(rig.authority.count()).isOne();
        rig.advance(Duration.ofSeconds(31));

        assertThat(rig.token(tooMuch).value()).isEqualTo("token-2");
    }

    @Test
    void theApplicationsWindowDecidesWhenToRenew() {
        Rig early = new Rig(new VirtualRuntime(), "client", false, Duration.ofMinutes(30));
        early.token();

        early.advance(Duration.ofMinutes(29));
        assertThat(early.authority.count()).isOne();
        early.advance(Duration.ofMinutes(1));

        assertThat(early.authority.count()).isEqualTo(2);
    }

    @Test
    void tokensOfTwoScopesAreRenewedIndependently() {
        rig.authority.then(rig.authority.token(HOUR), rig.authority.token(Duration.ofMinutes(10)));
        rig.token();
        rig.token(TokenRequest.of(Rig.OTHER_SCOPE));

        rig.advance(Duration.ofMinutes(6));

        assertThat(rig.authority.calls().get(2).request().scope()).isEqualTo(Rig.OTHER_SCOPE);
        assertThat(rig.authority.count()).isEqualTo(3);
    }
}
