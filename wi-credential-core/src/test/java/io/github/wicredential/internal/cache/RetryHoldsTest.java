package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How long requests are held back, with and without a token. */
class RetryHoldsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long NO_PAUSE = -1;

    @ParameterizedTest(name = "{0} with {1} s left of {2} s, a pause of {3} s: {4} s")
    @CsvSource({
        "PERMANENT, 900, 3540, -1, 30",
        "PERMANENT, 130, 3540, -1, 10",
        "PERMANENT, 120.5, 3540, -1, 1",
        "PERMANENT, 119, 3540, -1, 30",
        "PERMANENT, 30, 55, -1, 24.5",
        "TRANSIENT, 900, 3540, -1, 1",
        "TRANSIENT, 900, 3540, 60, 1",
        "THROTTLED, 900, 3540, 60, 150",
        "THROTTLED, 900, 3540, 160, 160",
        "THROTTLED, 130, 3540, 600, 600",
        "THROTTLED, 900, 3540, 0.1, 150",
        "THROTTLED, 130, 3540, 0.1, 10",
    })
    void aTokenIsServedWhileRequestsAreHeldBack(
            RetryPolicy kind, double remaining, double life, double pause, double hold) {
        assertThat(kind.holdWithToken(nanos(pause), nanos(life), nanos(remaining), 1, 0))
                .isEqualTo(nanos(hold));
    }

    @ParameterizedTest
    @EnumSource(RetryPolicy.class)
    void thereIsATryInTheLastTwoMinutesUnlessTheAuthorityForbidsIt(RetryPolicy kind) {
        Random random = new Random(kind.name().hashCode());
        for (int i = 0; i < 10_000; i++) {
            long life = nanos(1 + random.nextInt(90_000));
            long remaining = (long) (random.nextDouble() * life);
            long hold = kind.holdWithToken(NO_PAUSE, life, remaining, 1 + random.nextInt(40), random.nextDouble());
            long lastChance = Math.min(120 * SECOND, life / 10);

            assertThat(hold).isPositive();
            if (remaining > lastChance && kind != RetryPolicy.THROTTLED) {
                assertThat(hold).isLessThanOrEqualTo(Math.max(SECOND, remaining - lastChance));
            }
        }
    }

    @Test
    void withoutATokenAPauseOfTheAuthorityIsKeptAndAnEmptyOneBacksOffAllTheSame() {
        assertThat(RetryPolicy.THROTTLED.holdWithoutToken(90 * SECOND, 1, 0)).isEqualTo(90 * SECOND);
        assertThat(RetryPolicy.THROTTLED.holdWithoutToken(0, 1, 0)).isEqualTo(SECOND / 4);
        assertThat(RetryPolicy.THROTTLED.holdWithoutToken(NO_PAUSE, 4, 0)).isEqualTo(2 * SECOND);
        assertThat(RetryPolicy.TRANSIENT.holdWithoutToken(90 * SECOND, 1, 0)).isEqualTo(SECOND / 4);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * SECOND);
    }
}
