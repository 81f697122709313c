package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Throttling stops the requests of one client for one tenant, and nobody else's. */
class ThrottledTenantsTest {

    private static final TokenRequest ONE = plain().withTenant("one");
    private static final TokenRequest TWO = plain().withTenant("two");

    private final Rig rig = new Rig();

    @Test
    void aThrottledTenantStopsNoOther() {
        rig.authority.then(ScriptedAuthority.retryAfter(Duration.ofMinutes(10)));
        assertThatThrownBy(() -> rig.token(ONE)).isInstanceOf(TokenExchangeException.class);

        assertThat(rig.token(TWO).value()).isEqualTo("token-1");
        assertThat(rig.token().value()).isEqualTo("token-2");
        assertThatThrownBy(() -> rig.token(TokenRequest.of(Rig.OTHER_SCOPE).withTenant("ONE")))
                .isInstanceOf(TokenExchangeException.class);
        assertThat(rig.authority.count()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 500, 502, 504})
    void nothingButThrottlingStopsOtherRequests(int status) {
        rig.authority.always(request -> {
            throw ScriptedAuthority.refused(status, status >= 500, Duration.ofMinutes(5));
        });
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);
        rig.authority.always(rig.authority.token(Duration.ofHours(1)));

        assertThat(rig.token(TokenRequest.of(Rig.OTHER_SCOPE)).value()).isEqualTo("token-1");
    }

    @Test
    void anAuthorityThatIsUnavailableAndSaysForHowLongStopsTheOthersToo() {
        rig.authority.then(request -> {
            throw ScriptedAuthority.refused(503, true, Duration.ofMinutes(5));
        });
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThatThrownBy(() -> rig.token(TokenRequest.of(Rig.OTHER_SCOPE)))
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContaining("HTTP 503");
        assertThat(rig.authority.count()).isOne();
    }

    @Test
    void theTextSaysWhoseRequestWasThrottledAndForHowLong() {
        rig.authority.then(ScriptedAuthority.retryAfter(Duration.ofMinutes(2)));
        assertThatThrownBy(() -> rig.token(ONE)).isInstanceOf(TokenExchangeException.class);

        assertThatThrownBy(() -> rig.token(TokenRequest.of(Rig.OTHER_SCOPE).withTenant("one")))
                .isInstanceOfSatisfying(TokenExchangeException.class, told -> {
                    assertThat(told.getMessage().lines().findFirst().orElseThrow())
                            .startsWith("No token for " + Rig.OTHER_SCOPE
                                    + " in tenant one: Entra throttles this client there. It answered HTTP 429 to a "
                                    + "request for " + Rig.SCOPE
                                    + " and asked for a pause of 120 s.");
                    assertThat(told).hasMessageContaining("No request is made for another 120000 ms.");
                    assertThat(told.status()).isEqualTo(429);
                    assertThat(told.retryAfter()).contains(Duration.ofMinutes(2));
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 60})
    void theRowOfThrottlesBeginsAnewWhenTheTokenThatServedHasEnded(int minutes) {
        rig.chance = Math.nextDown(1.0);
        rig.authority.then(rig.authority.token(Duration.ofMinutes(minutes)));
        rig.token();
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.THROTTLED));
        while (rig.usable()) {
            rig.token();
            rig.advance(Duration.ofMillis(100));
        }
        long ended = rig.runtime.now();
        rig.askAndForget(Rig.plain().withTimeout(Duration.ofSeconds(1)));
        rig.authority.always(rig.authority.token(Duration.ofHours(1)));

        rig.token(Rig.plain().withTimeout(Duration.ofSeconds(10)));

        assertThat(Duration.ofNanos(rig.runtime.now() - ended)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void whileATokenServesAThrottleIsLeftAloneForMinutes() {
        rig.chance = 0;
        rig.token();
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.THROTTLED));

        rig.advance(Duration.ofMinutes(45).plusSeconds(1));
        assertThat(rig.authority.count()).isEqualTo(2);
        rig.advance(Duration.ofSeconds(148));
        assertThat(rig.authority.count()).isEqualTo(2);
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.authority.count()).isEqualTo(3);
    }

    @Test
    void whileATokenServesAThrottleThatSaysForHowLongIsTakenAtItsWord() {
        rig.chance = 0;
        rig.token();
        rig.authority.always(ScriptedAuthority.retryAfter(Duration.ofSeconds(60)));

        rig.advance(Duration.ofMinutes(45).plusSeconds(1));
        assertThat(rig.authority.count()).isEqualTo(2);
        rig.advance(Duration.ofSeconds(58));
        assertThat(rig.authority.count()).isEqualTo(2);
        rig.advance(Duration.ofSeconds(4));
        assertThat(rig.authority.count()).isEqualTo(3);
    }

    @Test
    void aPauseThatNobodyAskedForEndsWithTheTokenThatServed() {
        rig.chance = Math.nextDown(1.0);
        rig.authority.then(rig.authority.token(Duration.ofMinutes(5)));
        rig.token();
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.THROTTLED));
        while (rig.usable()) {
            rig.token();
            rig.advance(Duration.ofMillis(100));
        }
        rig.authority.always(rig.authority.token(Duration.ofHours(1)));

        assertThat(rig.token().value()).isEqualTo("token-2");
    }
}
