package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.IdentityEvent;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.internal.cache.History.Failure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided while a token serves ends with that token. */
class PhasesTest {

    private static final double ALMOST_ONE = Math.nextDown(1.0);

    private final Rig rig = new Rig();

    /** Uses the token until that much of it is left, while every renewal fails. */
    private void failUntil(RetryPolicy kind, Duration left) {
        rig.chance = ALMOST_ONE;
        rig.token();
        rig.authority.always(ScriptedAuthority.failure(kind));
        while (remaining() > left.toNanos()) {
            rig.token();
            rig.advance(Duration.ofMillis(100));
        }
    }

    private long remaining() {
        CachedToken lease = rig.entry().state().current;
        return lease == null
                ? 0
                : lease.remaining(rig.runtime.now(), rig.runtime.wallTime().toEpochMilli());
    }

    @ParameterizedTest
    @EnumSource(RetryPolicy.class)
    void aHoldThatWasChosenWhileATokenServedEndsWithIt(RetryPolicy kind) {
        failUntil(kind, Duration.ZERO);
        rig.authority.always(rig.authority.token(Duration.ofHours(1)));
        long begin = rig.runtime.now();

        assertThat(rig.token().value()).isEqualTo("token-2");

        assertThat(rig.runtime.now()).isEqualTo(begin);
        assertThat(rig.count(IdentityEvent.CallerFailedFast.class)).isZero();
    }

    @ParameterizedTest
    @EnumSource(RetryPolicy.class)
    void anOutageThatEndsHalfAMinuteBeforeTheTokenIsSeenByNobody(RetryPolicy kind) {
        failUntil(kind, Duration.ofSeconds(30));
        rig.authority.always(rig.authority.token(Duration.ofHours(1)));

        for (int tenths = 0; tenths < 600; tenths++) {
            rig.token();
            rig.advance(Duration.ofMillis(100));
        }

        assertThat(rig.token().value()).isEqualTo("token-2");
        assertThat(rig.count(IdentityEvent.CallerWaited.class)).isOne();
    }

    @Test
    void withoutATokenTheHoldsBeginAnew() {
        failUntil(RetryPolicy.TRANSIENT, Duration.ZERO);
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);
        Failure last = rig.entry().state().history.failure();

        assertThat(last).isNotNull();
        assertThat(last.consecutive()).isGreaterThan(5);
        assertThat(last.step()).isOne();
        assertThat(last.askAfter() - rig.runtime.now()).isBetween(1L, TimeUnit.MILLISECONDS.toNanos(500));
    }

    @Test
    void aRejectedTokenTakesTheHoldWithIt() {
        failUntil(RetryPolicy.PERMANENT, Duration.ofMinutes(10));
        rig.authority.always(rig.authority.token(Duration.ofHours(1)));

        assertThat(rig.cache.invalidate(rig.token())).isTrue();

        assertThat(rig.token().value()).isEqualTo("token-2");
    }

    @Test
    void whoNeedsALongerLastingTokenIsNotHeldBackLikeARenewal() {
        failUntil(RetryPolicy.TRANSIENT, Duration.ofMinutes(8));
        Failure last = rig.entry().state().history.failure();
        assertThat(last).isNotNull();
        assertThat(last.refreshAfter() - last.askAfter()).isGreaterThan(TimeUnit.SECONDS.toNanos(40));
        rig.authority.always(rig.authority.token(Duration.ofHours(1)));
        rig.advance(Duration.ofNanos(Math.max(1, last.askAfter() - rig.runtime.now())));

        assertThat(rig.token(plain().withMinRemaining(Duration.ofMinutes(30))).value())
                .isEqualTo("token-2");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 300, 3600})
    void requestsNearTheEndOfATokenAreFew(int life) {
        rig.authority.then(rig.authority.token(Duration.ofSeconds(life)));
        failUntil(RetryPolicy.TRANSIENT, Duration.ZERO);

        long last = rig.runtime.now() - TimeUnit.SECONDS.toNanos(Math.min(120, life / 10));
        assertThat(rig.authority.calls().stream().filter(call -> call.nanos() >= last))
                .hasSizeBetween(1, 9);
    }
}
