package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After a failure requests are bounded by time, whatever callers do. */
class BackOffTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Rig rig = new Rig();

    @ParameterizedTest
    @EnumSource(RetryPolicy.class)
    void whileATokenServesRequestsAreBoundedByTimeAndNotByCalls(RetryPolicy kind) {
        rig.chance = 0.5;
        rig.token();
        rig.authority.always(ScriptedAuthority.failure(kind));
        rig.advance(Duration.ofMinutes(45));
        int calls = 0;

        for (int second = 0; second < 600; second++) {
            for (int i = 0; i < 50; i++, calls++) {
                rig.token();
            }
            rig.advance(Duration.ofSeconds(1));
        }

        assertThat(calls).isEqualTo(30_000);
        assertThat(rig.authority.count()).isBetween(3, 150);
        assertGapsAreAtLeast(1, kind.holdWithToken(1, 0));
    }

    @Test
    void theBackOffGrowsWithEachFailureAndIsForgottenAfterASuccess() {
        rig.token();
        rig.authority.then(
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT),
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT),
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT),
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.advance(Duration.ofMinutes(50));

        assertThat(gaps()).startsWith(45 * 60 * SECOND, SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND);
        assertThat(rig.authority.count()).isEqualTo(6);
        assertThat(rig.entry().state().history.failure()).isNull();
        assertThat(rig.events(IdentityEvent.RefreshFailed.class).map(IdentityEvent.RefreshFailed::consecutive))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void twentySecondsOfOutageWithAValidTokenCostAtMostFiveRequests() {
        rig.token();
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.advance(Duration.ofMinutes(45));

        for (int i = 0; i < 200; i++) {
            rig.token();
            rig.advance(Duration.ofMillis(100));
        }

        assertThat(rig.authority.count() - 1).isLessThanOrEqualTo(5);
    }

    @Test
    void aLastTryIsMadeBeforeTheTokenEnds() {
        rig.chance = 0.999;
        rig.token();
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        CachedToken lease = rig.entry().state().current;

        rig.advance(Duration.ofMinutes(59).minusSeconds(1));

        List<ScriptedAuthority.Call> calls = rig.authority.calls();
        long last = calls.get(calls.size() - 1).nanos();
        long end = lease.startNanos() + lease.times().usable();
        assertThat(end - last).isLessThanOrEqualTo(121 * SECOND);
    }

    @ParameterizedTest
    @EnumSource(
            value = RetryPolicy.class,
            names = {"PERMANENT", "THROTTLED", "PROPAGATION", "ASSERTION_TIME"})
    void withoutATokenCallersAreToldOfTheFailureAtOnce(RetryPolicy kind) {
        rig.authority.always(ScriptedAuthority.failure(kind));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);
        int before = rig.authority.count();

        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(rig::token)
                    .isInstanceOf(TokenExchangeException.class)
                    .hasMessageContaining("No request is made for another");
        }

        assertThat(rig.authority.count()).isEqualTo(before);
        assertThat(rig.count(IdentityEvent.CallerFailedFast.class)).isEqualTo(1_000);
    }

    @ParameterizedTest
    @EnumSource(RetryPolicy.class)
    void withoutATokenRequestsAreBoundedByTimeAndNotByCalls(RetryPolicy kind) {
        rig.chance = 0.5;
        rig.authority.always(ScriptedAuthority.failure(kind));
        long begin = rig.runtime.now();
        int callers = 0;

        while (rig.runtime.now() < begin + 200 * SECOND) {
            rig.askAndForget(plain());
            rig.askAndForget(plain().withTimeout(Duration.ofSeconds(3)));
            rig.advance(Duration.ofMillis(50));
            callers += 2;
        }

        // Where nothing was sent, each waits to its deadline.
        assertThat(callers).isGreaterThan(kind == RetryPolicy.UNREACHED ? 5 : 50);
        // Between flights there is a hold; within one there are pauses.
        assertThat(rig.authority.count()).isLessThan(200);
    }

    @Test
    void aTransientFailureIsWaitedOutByCallersWithTime() {
        rig.authority.then(
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT),
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT),
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT),
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT),
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);
        long failed = rig.runtime.now();

        assertThat(rig.token().value()).isEqualTo("token-1");

        assertThat(rig.runtime.now() - failed).isEqualTo(SECOND / 4);
    }

    @Test
    void duringARetryAfterNoRequestOfThatClientLeavesWhateverIsAsked() {
        Rig sameClient = new Rig(rig.runtime, "client");
        Rig otherClient = new Rig(rig.runtime, "other-client");
        sameClient.token();
        sameClient.advance(Duration.ofMinutes(44));
        rig.authority.then(ScriptedAuthority.retryAfter(Duration.ofMinutes(2)));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);
        long until = rig.runtime.now() + 120 * SECOND;

        while (rig.runtime.now() < until - SECOND) {
            assertThat(rig.ask()).isCompletedExceptionally();
            assertThat(rig.ask(TokenRequest.of(Rig.OTHER_SCOPE))).isCompletedExceptionally();
            assertThat(rig.ask(plain().withClaims(Rig.CLAIMS))).isCompletedExceptionally();
            assertThat(sameClient.token().value()).isEqualTo("token-1");
            assertThat(otherClient.token()).isNotNull();
            rig.advance(Duration.ofMillis(900));
            if (rig.runtime.now() > until - 6 * SECOND) {
                break;
            }
        }
        rig.advance(Duration.ofNanos(until - rig.runtime.now() - 1));

        assertThat(rig.authority.count()).isOne();
        assertThat(sameClient.authority.count()).isOne();
        assertThat(otherClient.authority.count()).isOne();
        assertThat(sameClient.count(IdentityEvent.RefreshStarted.class))
                .as("not even begun to renew")
                .isOne();
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.token().value()).isEqualTo("token-1");
        assertThat(sameClient.authority.count())
                .as("renewed when the pause was over")
                .isEqualTo(2);
    }

    @Test
    void whoWaitsOutARetryAfterWaitsOutEachLongerOneThatComesMeanwhile() {
        rig.authority.then(ScriptedAuthority.retryAfter(Duration.ofSeconds(4)));
        long begin = rig.runtime.now();
        Iterator<Integer> further = List.of(9, 14).iterator();
        rig.runtime.beforePause = () -> {
            if (further.hasNext()) {
                int seconds = further.next();
                rig.entry()
                        .target
                        .gate()
                        .asked(new RetryAfterGate.Pause(
                                begin + seconds * SECOND,
                                Rig.SCOPE,
                                ScriptedAuthority.refused(429, true, Duration.ofSeconds(seconds))));
            }
        };

        rig.token();

        assertThat(gaps()).containsExactly(14 * SECOND);
    }

    @Test
    void whoWaitsOutARetryAfterWaitsOutALongerOneThatComesMeanwhile() {
        rig.authority.then(ScriptedAuthority.retryAfter(Duration.ofSeconds(4)));
        Rig sameClient = new Rig(rig.runtime, "client");
        long[] until = {0};
        // Sent before the pause was asked for, answered while the other one waits it out.
        sameClient.authority.then(ScriptedAuthority.retryAfter(Duration.ofSeconds(20))
                .after(() -> {
                    rig.runtime.beforePause = () -> {
                        rig.runtime.beforePause = () -> {};
                        RetryAfterGate gate = rig.entry().target.gate();
                        until[0] = rig.runtime.now() + 20 * SECOND;
                        gate.asked(new RetryAfterGate.Pause(
                                until[0], Rig.SCOPE, ScriptedAuthority.refused(429, true, Duration.ofSeconds(20))));
                    };
                    rig.token();
                }));

        assertThat(sameClient.ask()).isNotNull();

        assertThat(until[0]).isPositive();
        assertThat(rig.authority.calls().get(1).nanos()).isGreaterThanOrEqualTo(until[0]);
    }

    @Test
    void aRetryAfterOfNothingIsNoInvitationToAStorm() {
        rig.authority.always(ScriptedAuthority.retryAfter(Duration.ZERO));
        long begin = rig.runtime.now();

        for (int i = 0; i < 1_000; i++) {
            rig.askAndForget(plain().withTimeout(Duration.ofMillis(100)));
            rig.advance(Duration.ofMillis(10));
        }

        long seconds = (rig.runtime.now() - begin) / SECOND;
        assertThat((long) rig.authority.count()).isLessThan(3 * seconds + 3);
    }

    @Test
    void aRetryAfterIsBelievedForTenMinutesAtMost() {
        rig.authority.then(ScriptedAuthority.retryAfter(Duration.ofHours(24)));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        rig.advance(Duration.ofMinutes(10));

        assertThat(rig.token().value()).isEqualTo("token-1");
    }

    @Test
    void aShortRetryAfterIsWaitedOutWithinTheFlight() {
        rig.authority.then(ScriptedAuthority.retryAfter(Duration.ofSeconds(7)));
        long begin = rig.runtime.now();

        assertThat(rig.token().value()).isEqualTo("token-1");

        assertThat(rig.runtime.now() - begin).isEqualTo(7 * SECOND);
    }

    @Test
    void callersThatHaveNoTimeForTheHoldAreToldAtOnce() {
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.PROPAGATION));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        CompletableFuture<AccessToken> hasty = rig.ask(plain().withTimeout(Duration.ofMillis(500)));

        assertThat(hasty).isCompletedExceptionally();
        assertThat(rig.authority.count()).isEqualTo(3);
    }

    @Test
    void callersWhoseTimeEndsWithTheHoldAreToldAtOnceToo() {
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);
        int requests = rig.authority.count();
        assertThat(rig.ask(plain().withTimeout(Duration.ofNanos(1)))).isCompletedExceptionally();
        Duration hold = rig.events(IdentityEvent.CallerFailedFast.class)
                .findFirst()
                .orElseThrow()
                .retryIn();

        assertThat(rig.ask(plain().withTimeout(hold))).isCompletedExceptionally();
        assertThat(rig.count(IdentityEvent.CallerFailedFast.class)).isEqualTo(2);
        assertThat(rig.authority.count()).isEqualTo(requests);
    }

    @Test
    void noRefreshBeginsForAScopeThatHasToWaitForTheClientsPause() {
        rig.authority.then(ScriptedAuthority.retryAfter(Duration.ofMinutes(2)));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThatThrownBy(() -> rig.cache.token(Rig.OTHER_SCOPE)).isInstanceOf(TokenExchangeException.class);

        assertThat(rig.count(IdentityEvent.RefreshStarted.class)).isOne();
        assertThat(rig.count(IdentityEvent.CallerFailedFast.class)).isOne();
    }

    private List<Long> gaps() {
        List<ScriptedAuthority.Call> calls = rig.authority.calls();
        return java.util.stream.IntStream.range(1, calls.size())
                .mapToObj(i -> calls.get(i).nanos() - calls.get(i - 1).nanos())
                .toList();
    }

    private void assertGapsAreAtLeast(int from, long least) {
        assertThat(gaps().subList(from, gaps().size())).allMatch(gap -> gap >= least);
    }
}
