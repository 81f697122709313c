package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.TokenExchangeException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two clocks, of which the one that says "later" wins; the guard and the times without one. */
class ClocksTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void withoutAGuardNoTokenIsHandedOutAtOrAfterItsEnd(long seed) {
        Random random = new Random(seed);
        rig.runtime.guarded = false;
        rig.authority.always(rig.authority.token(Duration.ofSeconds(100)));

        for (int i = 0; i < 2_000; i++) {
            AccessToken token = rig.token();
            CachedToken lease = rig.entry().state().current;
            assertThat(lease).isNotNull();
            assertThat(lease.usable(rig.runtime.now(), rig.runtime.wallTime().toEpochMilli()))
                    .isTrue();
            assertThat(token.expiresAt()).isAfter(rig.runtime.wallTime());
            rig.advance(Duration.ofMillis(random.nextInt(200_000)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void withAGuardNoTokenIsHandedOutAtOrAfterItsEnd(long seed) {
        Random random = new Random(seed);
        rig.authority.always(rig.authority.token(Duration.ofSeconds(1 + random.nextInt(4_000))));

        for (int i = 0; i < 2_000; i++) {
            rig.chance = random.nextDouble();
            AccessToken token = rig.token();
            assertThat(token.expiresAt()).isAfter(rig.runtime.wallTime());
            rig.advance(Duration.ofMillis(random.nextInt(3_000_000)));
        }
    }

    @Test
    void withoutAGuardAFlightIsGivenUpByWhoeverAsksWhenItsTimeIsOver() {
        rig.runtime.guarded = false;
        rig.runtime.holdBack();
        rig.askAndForget(plain());
        rig.advance(Duration.ofSeconds(60));

        rig.askAndForget(plain());

        assertThat(rig.count(IdentityEvent.RefreshFailed.class)).isOne();
        assertThat(rig.runtime.heldBack()).isEqualTo(2);
    }

    @Test
    void aGuardThatDiesTakesNoTokenWithIt() {
        AccessToken token = rig.token();

        rig.runtime.killGuard();

        assertThat(rig.token()).isSameAs(token);
        rig.advance(Duration.ofMinutes(59));
        assertThat(rig.token().value()).isEqualTo("token-2");
    }

    @Test
    void whoeverFindsThatTheGuardIsLateSetsItsTimerAgain() {
        AccessToken token = rig.token();
        rig.runtime.pulse().stop();

        assertThat(rig.token()).isSameAs(token);

        assertThat(rig.runtime.pulse().beats()).isTrue();
        assertThat(rig.entry().state().armed).isSameAs(token);
    }

    @Test
    void aGuardThatCannotBeReplacedLeavesNoTokenArmed() {
        AccessToken token = rig.token();
        rig.runtime.guarded = false;
        rig.runtime.pulse().stop();

        assertThat(rig.token()).isSameAs(token);

        assertThat(rig.entry().state().armed).isNull();
    }

    @Test
    void aGuardThatComesBackIsTrustedAgain() {
        rig.token();
        rig.runtime.killGuard();
        rig.token();
        assertThat(rig.entry().state().armed).isNull();

        rig.runtime.guarded = true;
        rig.token();

        assertThat(rig.entry().state().armed).isNotNull();
        rig.advance(Duration.ofMinutes(45));
        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theWallClockMayJumpByADayAtAnyTime(long seed) {
        Random random = new Random(seed);
        long lived = 0;
        int steps = 0;
        rig.token();

        for (int i = 0; i < 300; i++) {
            Duration sinceLast = Duration.ofSeconds(20 + random.nextInt(4_000));
            rig.advance(sinceLast.minus(LOOK));
            if (random.nextInt(3) == 0) {
                rig.runtime.setWallClock(random.nextBoolean() ? DAY : DAY.negated());
                steps++;
            }
            rig.advance(LOOK);
            rig.token();
            assertThat(rig.usable()).isTrue();
            lived += sinceLast.toSeconds();
        }

        // Without steps there is a request in each 45 minutes of use.
        assertThat(rig.authority.count()).isLessThanOrEqualTo((int) (lived / 2_640) + 2 + steps);
    }

    @Test
    void aWallClockThatIsSetBackLengthensNoLife() {
        rig.token();
        rig.runtime.setWallClock(DAY.negated());

        rig.advance(Duration.ofMinutes(45));

        assertThat(rig.authority.count()).isEqualTo(2);
        assertThat(rig.count(IdentityEvent.NoProgress.class)).isZero();
        rig.token();
        rig.advance(Duration.ofMinutes(44));
        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void aSetClockIsReported() {
        rig.token();
        rig.advance(LOOK);

        rig.runtime.setWallClock(Duration.ofSeconds(-90));
        rig.advance(LOOK);

        assertThat(rig.events(IdentityEvent.ClockDiverged.class))
                .singleElement()
                .satisfies(event -> assertThat(event.wallAhead()).isEqualTo(Duration.ofSeconds(-90)));
    }

    @ParameterizedTest
    @CsvSource({"40", "60", "600", "100000"})
    void afterASuspendAnOldTokenIsServedForAtMostFifteenSecondsOfRunningTime(long minutes) {
        AccessToken old = rig.token();
        rig.advance(Duration.ofMinutes(10));

        rig.runtime.suspend(Duration.ofMinutes(minutes));
        rig.advance(LOOK);

        assertThat(rig.token()).isNotSameAs(old);
        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void aFailedRenewalAfterASuspendIsTriedAgainByItself() {
        rig.token();
        rig.authority.then(
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT), ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.runtime.suspend(Duration.ofMinutes(50));
        rig.advance(LOOK);
        assertThat(rig.authority.count()).isEqualTo(2);

        rig.advance(Duration.ofSeconds(10));

        assertThat(rig.authority.count()).isEqualTo(4);
        assertThat(rig.token().value()).isEqualTo("token-2");
        assertThat(rig.count(IdentityEvent.CallerWaited.class)).isOne();
    }

    @Test
    void aTokenThatComesAfterASuspendInMidFlightIsNotTrustedForItsWholeLife() {
        rig.authority.then(rig.authority.token(Duration.ofHours(1)).after(() -> {
            rig.runtime.suspend(Duration.ofHours(2));
            rig.advance(LOOK);
        }));
        rig.token();

        rig.advance(LOOK);

        assertThat(rig.token().value()).isEqualTo("token-2");
    }

    @Test
    void afterTheGuardHasLookedNoEntryIsWokenForNothing() {
        rig.token();
        rig.runtime.suspend(Duration.ofMinutes(50));
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.PERMANENT));

        rig.advance(Duration.ofMinutes(30));

        assertThat(rig.authority.count()).isBetween(3, 20);
    }

    @Test
    void aFailureIsNotHeldAgainstCallersAfterTheMachineSlept() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);
        assertThatThrownBy(rig::token).hasMessageContaining("No request is made for another");

        rig.runtime.suspend(Duration.ofHours(1));
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.token().value()).isEqualTo("token-1");
    }
}
