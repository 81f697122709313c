package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When to renew and until when to hand out: a table, and what holds for all lives. */
class RefreshTimesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long TWO_DAYS = 48 * 3600;

    @ParameterizedTest(name = "a life of {0} s, refresh_in {1} s, window {2} s: due after {3} s, usable for {4} s")
    @CsvSource({
        // No word of the authority: a quarter of an hour before the end, or half of a long life.
        "3600, , , 2700, 3540",
        "4500, , , 3375, 4440",
        "5400, , , 4200, 5340",
        "5399, , , 4199, 5339",
        "7199, , , 5999, 7139",
        "7200, , , 3600, 7140",
        "86400, , , 43200, 86340",
        "600, , , 300, 588",
        "60, , , 30, 55",
        "10, , , 5, 7.5",
        "2, , , 1, 1.5",
        "1, , , 0.5, 0.75",
        // The authority's word is followed, down to 5 s.
        "3600, 1800, , 1800, 3540",
        "3600, 8, , 8, 3540",
        "3600, 1, , 5, 3540",
        "8, 1, , 2, 6",
        "86400, 43200, , 43200, 86340",
        // It does not count if it makes no sense, and it is cut if it is too late.
        "3600, 0, , 2700, 3540",
        "3600, 3600, , 2700, 3540",
        "3600, 4000, , 2700, 3540",
        "3600, 3599, , 3480, 3540",
        // The application's window; the earlier of the two wins.
        "3600, , 600, 3000, 3540",
        "3600, , 3599, 900, 3540",
        "3600, 1000, 600, 1000, 3540",
        "3600, 3300, 600, 3000, 3540",
        "3600, , 60, 3480, 3540",
    })
    void theTimesOfATokenWithoutJitter(long life, Long refreshIn, Long window, double due, double usable) {
        RefreshTimes times = RefreshTimes.of(
                Duration.ofSeconds(life),
                refreshIn == null ? null : Duration.ofSeconds(refreshIn),
                window == null ? null : Duration.ofSeconds(window),
                0);

        assertThat(times.due() / (double) SECOND).isCloseTo(due, org.assertj.core.api.Assertions.within(0.001));
        assertThat(times.usable() / (double) SECOND).isEqualTo(usable);
    }

    @Test
    void renewalComesBeforeTheEndOfUseAndThatBeforeTheEndForEveryLifeAndEveryRefreshIn() {
        Random random = new Random(13);
        for (int i = 0; i < 300_000; i++) {
            long seconds = i < TWO_DAYS ? i + 1 : 1 + random.nextInt((int) TWO_DAYS);
            long life = seconds * SECOND;
            Duration refreshIn =
                    random.nextInt(3) == 0 ? null : Duration.ofSeconds(random.nextInt((int) (seconds * 5 / 4) + 2));
            Duration window = random.nextInt(3) > 0 ? null : Duration.ofSeconds(60 + random.nextInt(90_000));

            RefreshTimes times = RefreshTimes.of(Duration.ofSeconds(seconds), refreshIn, window, random.nextDouble());

            if (!(0 < times.due() && times.due() < times.usable() && times.usable() < life)) {
                throw new AssertionError(seconds + " s, refresh_in " + refreshIn + ", window " + window + ": " + times);
            }
        }
    }

    @Test
    void jitterIsUniformAndOnlyEverEarlier() {
        Random random = new Random(7);
        int[] tenths = new int[10];
        Set<Long> different = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            long due = RefreshTimes.of(Duration.ofHours(1), null, null, random.nextDouble())
                    .due();
            // 45 minutes, up to a tenth earlier.
            double place = (double) (2700 * SECOND - due) / (270 * SECOND);
            assertThat(place).isBetween(0.0, 1.0);
            tenths[(int) Math.min(9, place * 10)]++;
            different.add(due);
        }
        assertThat(Arrays.stream(tenths)).allMatch(count -> count > 850 && count < 1_150);
        assertThat(different).hasSizeGreaterThan(9_990);
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "31, 30", "40, 36", "300, 270"})
    void jitterDoesNotBringRenewalUnderHalfAMinute(long refreshIn, double earliest) {
        RefreshTimes times = RefreshTimes.of(Duration.ofHours(1), Duration.ofSeconds(refreshIn), null, 0.999999999);

        assertThat(times.due() / (double) SECOND).isCloseTo(earliest, org.assertj.core.api.Assertions.within(0.001));
    }

    @Test
    void withoutProgressTheNextTryIsAQuarterOfTheRestAwayAndAtLeastHalfAMinute() {
        RefreshTimes times = new RefreshTimes(2700 * SECOND, 3540 * SECOND);

        assertThat(times.withoutProgress(2700 * SECOND).due()).isEqualTo((2700 + 210) * SECOND);
        assertThat(times.withoutProgress(3480 * SECOND).due()).isEqualTo((3480 + 30) * SECOND);
        assertThat(times.withoutProgress(3530 * SECOND).due()).isEqualTo(times.usable() - 1);
        assertThat(times.withoutProgress(0).usable()).isEqualTo(times.usable());
    }
}
