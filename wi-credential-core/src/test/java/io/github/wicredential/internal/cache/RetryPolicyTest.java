package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.WorkloadIdentityException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What kind of failure it was, and how long it holds requests back. */
class RetryPolicyTest {

    private static final double ALMOST_ONE = Math.nextDown(1.0);

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("no answer", ScriptedAuthority.refused(0, true, null), RetryPolicy.TRANSIENT),
                Arguments.of("503", ScriptedAuthority.refused(503, true, null), RetryPolicy.TRANSIENT),
                Arguments.of("408", ScriptedAuthority.refused(408, true, null), RetryPolicy.TRANSIENT),
                Arguments.of("429", ScriptedAuthority.refused(429, true, null), RetryPolicy.THROTTLED),
                Arguments.of("429, not repeatable", ScriptedAuthority.refused(429, false, null), RetryPolicy.THROTTLED),
                Arguments.of(
                        "503 with Retry-After",
                        ScriptedAuthority.refused(503, true, Duration.ofSeconds(9)),
                        RetryPolicy.THROTTLED),
                Arguments.of("503 without", ScriptedAuthority.refused(503, true, null), RetryPolicy.TRANSIENT),
                Arguments.of(
                        "400 with Retry-After",
                        ScriptedAuthority.refused(400, false, Duration.ofSeconds(9), 700213),
                        RetryPolicy.PROPAGATION),
                Arguments.of(
                        "500 with Retry-After",
                        ScriptedAuthority.refused(500, true, Duration.ofSeconds(9)),
                        RetryPolicy.TRANSIENT),
                Arguments.of("nothing sent", ScriptedAuthority.unreached(), RetryPolicy.UNREACHED),
                Arguments.of(
                        "not trusted",
                        ScriptedAuthority.unanswered(new SSLHandshakeException("PKIX path building failed")),
                        RetryPolicy.TLS),
                Arguments.of(
                        "reset", ScriptedAuthority.unanswered(new SocketException("reset")), RetryPolicy.TRANSIENT),
                Arguments.of("70021", ScriptedAuthority.refused(400, false, null, 70021), RetryPolicy.PROPAGATION),
                Arguments.of("700211", ScriptedAuthority.refused(401, false, null, 700211), RetryPolicy.PROPAGATION),
                Arguments.of("700212", ScriptedAuthority.refused(401, false, null, 700212), RetryPolicy.PROPAGATION),
                Arguments.of(
                        "700213 among others",
                        ScriptedAuthority.refused(401, false, null, 1, 700213),
                        RetryPolicy.PROPAGATION),
                Arguments.of("700016", ScriptedAuthority.refused(400, false, null, 700016), RetryPolicy.PROPAGATION),
                Arguments.of("70025", ScriptedAuthority.refused(400, false, null, 70025), RetryPolicy.PROPAGATION),
                Arguments.of("700024", ScriptedAuthority.refused(401, false, null, 700024), RetryPolicy.ASSERTION_TIME),
                Arguments.of(
                        "a code that refines, with a status that can be repeated",
                        ScriptedAuthority.refused(503, true, null, 700213),
                        RetryPolicy.TRANSIENT),
                Arguments.of("90061", ScriptedAuthority.refused(400, false, null, 90061), RetryPolicy.PROPAGATION),
                Arguments.of(
                        "a loop that Entra has noticed",
                        ScriptedAuthority.refused(400, false, null, 50196),
                        RetryPolicy.PERMANENT),
                Arguments.of(
                        "an unknown code of a family that the guide names",
                        ScriptedAuthority.refused(400, false, null, 700299),
                        RetryPolicy.PROPAGATION),
                Arguments.of(
                        "an unknown code that begins like a known one",
                        ScriptedAuthority.refused(400, false, null, 7000161),
                        RetryPolicy.PERMANENT),
                Arguments.of("7000222", ScriptedAuthority.refused(401, false, null, 7000222), RetryPolicy.PERMANENT),
                Arguments.of("an unknown code", ScriptedAuthority.refused(400, false, null, 99), RetryPolicy.PERMANENT),
                Arguments.of("no code", ScriptedAuthority.refused(403, false, null), RetryPolicy.PERMANENT),
                Arguments.of(
                        "no file",
                        new AssertionException(AssertionException.Reason.MISSING, null, "missing", null),
                        RetryPolicy.LOCAL_FILE),
                Arguments.of("a wrong setting", new ConfigurationException("wrong"), RetryPolicy.PERMANENT));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("failures")
    void aFailureIsOfTheClass(String name, WorkloadIdentityException failure, RetryPolicy kind) {
        assertThat(RetryPolicy.of(failure)).isEqualTo(kind);
    }

    @ParameterizedTest(name = "{0}, {1} in a row: {2} to {3} ms with a token, {4} to {5} ms without")
    @CsvSource({
        "TRANSIENT, 1, 1000, 2000, 250, 500",
        "TRANSIENT, 2, 2000, 4000, 500, 1000",
        "TRANSIENT, 6, 30000, 60000, 5000, 10000",
        "TRANSIENT, 1000, 30000, 60000, 5000, 10000",
        "UNREACHED, 1, 1000, 2000, 250, 500",
        "UNREACHED, 1000, 30000, 60000, 2000, 4000",
        "TLS, 1, 1000, 2000, 250, 500",
        "TLS, 1000, 30000, 60000, 5000, 10000",
        "THROTTLED, 1, 150000, 300000, 250, 500",
        "THROTTLED, 1000, 150000, 300000, 5000, 10000",
        "PROPAGATION, 1, 1000, 2000, 2000, 4000",
        "PROPAGATION, 1000, 30000, 60000, 15000, 30000",
        "ASSERTION_TIME, 1, 5000, 15000, 2000, 10000",
        "ASSERTION_TIME, 1000, 5000, 15000, 2000, 10000",
        "LOCAL_FILE, 1, 1000, 10000, 1000, 2000",
        "LOCAL_FILE, 1000, 1000, 10000, 5000, 10000",
        "PERMANENT, 1, 30000, 60000, 15000, 30000",
        "PERMANENT, 1000, 150000, 300000, 150000, 300000",
    })
    void holdsGrowWithEachFailureUpToALimit(
            RetryPolicy kind, int consecutive, long least, long most, long leastWithout, long mostWithout) {
        assertThat(millis(kind.holdWithToken(consecutive, 0))).isEqualTo(least);
        assertThat(millis(kind.holdWithToken(consecutive, ALMOST_ONE) + 1)).isEqualTo(most);
        assertThat(millis(kind.holdWithoutToken(consecutive, 0))).isEqualTo(leastWithout);
        assertThat(millis(kind.holdWithoutToken(consecutive, ALMOST_ONE) + 1)).isEqualTo(mostWithout);
    }

    @ParameterizedTest
    @EnumSource(RetryPolicy.class)
    void holdsArePositiveAndShorterThanSixMinutesForAnyNumberOfFailures(RetryPolicy kind) {
        Random random = new Random(kind.name().hashCode());
        long longest = TimeUnit.MINUTES.toNanos(6);
        for (int i = 0; i < 20_000; i++) {
            int consecutive = i < 100 ? i + 1 : 1 + random.nextInt(Integer.MAX_VALUE - 1);
            double chance = random.nextDouble();
            assertThat(kind.holdWithToken(consecutive, chance)).isPositive().isLessThan(longest);
            assertThat(kind.holdWithoutToken(consecutive, chance)).isPositive().isLessThan(longest);
        }
    }

    @ParameterizedTest(name = "{0} after {1} requests: a pause of {2} to {3} ms, {4} requests at most")
    @CsvSource({
        "TRANSIENT, 1, 500, 1000, 5",
        "TRANSIENT, 2, 1000, 2000, 5",
        "TRANSIENT, 4, 2000, 4000, 5",
        "TLS, 1, 200, 500, 2",
        "THROTTLED, 2, 1000, 2000, 3",
        "UNREACHED, 1, 500, 1000, 2147483647",
        "UNREACHED, 9, 2000, 4000, 2147483647",
        "PROPAGATION, 1, 500, 2000, 3",
        "LOCAL_FILE, 1, 200, 200, 5",
        "LOCAL_FILE, 4, 200, 200, 5",
        "ASSERTION_TIME, 1, 0, 0, 2",
        "PERMANENT, 1, 0, 0, 1",
    })
    void pausesWithinAFlight(RetryPolicy kind, int tried, long least, long most, int tries) {
        assertThat(millis(kind.pause(tried, 0))).isEqualTo(least);
        assertThat(millis(kind.pause(tried, ALMOST_ONE) + 1)).isEqualTo(most);
        assertThat(kind.tries()).isEqualTo(tries);
    }

    @Test
    void aThrottleIsAsLongAsAskedAndTenMinutesAtMost() {
        assertThat(RetryPolicy.asked(ScriptedAuthority.refused(429, true, Duration.ofSeconds(17))))
                .isEqualTo(Duration.ofSeconds(17));
        assertThat(RetryPolicy.asked(ScriptedAuthority.refused(429, true, Duration.ofDays(1))))
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(RetryPolicy.asked(ScriptedAuthority.refused(429, true, null)))
                .isNull();
    }

    @ParameterizedTest(name = "{0} in a row: {1} to {2} ms")
    @CsvSource({
        "1, 500, 1000",
        "2, 1000, 2000",
        "3, 2000, 4000",
        "6, 16000, 32000",
        "7, 30000, 60000",
        "1000, 30000, 60000"
    })
    void aThrottleThatDoesNotSayForHowLongIsAMinuteOnlyIfItIsRepeated(int inARow, long least, long most) {
        assertThat(millis(RetryPolicy.throttled(inARow, 0))).isEqualTo(least);
        assertThat(millis(RetryPolicy.throttled(inARow, ALMOST_ONE) + 1)).isEqualTo(most);
    }

    @ParameterizedTest(name = "{0}, a pause of {1} ms and {2} ms left: {3} ms")
    @CsvSource({
        "UNREACHED, 800, 30000, 800",
        "UNREACHED, 4000, 3000, 2000",
        "UNREACHED, 4000, 1198, 599",
        "UNREACHED, 4000, 399, -1",
        "TRANSIENT, 1000, 1001, 1000",
        "TRANSIENT, 1000, 1000, -1",
        "LOCAL_FILE, 200, 0, -1",
        "ASSERTION_TIME, 0, 1, 0",
    })
    void aNextTryIsMadeIfItFitsTheCallersPatience(RetryPolicy kind, long pause, long left, long next) {
        long nanos = kind.fitting(TimeUnit.MILLISECONDS.toNanos(pause), TimeUnit.MILLISECONDS.toNanos(left));
        assertThat(nanos).isEqualTo(next < 0 ? RetryPolicy.NONE : TimeUnit.MILLISECONDS.toNanos(next));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
