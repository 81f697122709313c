package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.exchange.TokenExchange;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The moments at which something ends. */
class CachedTokenTest {

    private static final long START = TimeUnit.HOURS.toNanos(1);
    private static final long MILLIS = 1_790_000_000_000L;
    private static final RefreshTimes TIMES = RefreshTimes.of(Duration.ofHours(1), null, null, 0);

    @Test
    void noTokenServesFromTheMomentItsUseEnds() {
        CachedToken token = token("a", false, 0);

        assertThat(token.serves(0, START + TIMES.usable() - 1, MILLIS)).isTrue();
        assertThat(token.serves(0, START + TIMES.usable(), MILLIS)).isFalse();
    }

    @Test
    void theLongestThereIsServesForThirtySecondsWhoeverWantsALongerOne() {
        CachedToken token = token("a", true, 0);
        long endless = Long.MAX_VALUE;

        assertThat(token.serves(endless, START + TimeUnit.SECONDS.toNanos(30) - 1, MILLIS))
                .isTrue();
        assertThat(token.serves(endless, START + TimeUnit.SECONDS.toNanos(30), MILLIS))
                .isFalse();
        assertThat(token("a", false, 0).serves(endless, START, MILLIS)).isFalse();
    }

    @Test
    void anotherTokenImprovesOnlyIfItExpiresLater() {
        CachedToken first = token("a", false, 0);

        assertThat(token("b", false, 0).improves(first)).isFalse();
        assertThat(token("b", false, 1).improves(first)).isTrue();
        assertThat(token("a", false, 1).improves(first)).isFalse();
        assertThat(first.improves(token("b", false, 1))).isFalse();
    }

    private static CachedToken token(String value, boolean lasting, long later) {
        TokenExchange.Grant grant = new TokenExchange.Grant(value, Duration.ofHours(1), null);
        return CachedToken.of(grant, 1, lasting, START + later, MILLIS, TIMES);
    }
}
