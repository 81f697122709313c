package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The transitions of an entry, and when the guard looks at it next. */
class StateTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long NOW = 10_000 * SECOND;
    private static final long WALL = 1_790_000_000_000L;
    private static final Instant BEGIN = Instant.ofEpochMilli(WALL);

    private static Flight flight(String claims) {
        return Rig.flight(claims);
    }

    /** A token of an hour that begins now. */
    private static CachedToken token(Flight flight, String value) {
        AccessToken token = new AccessToken(value, BEGIN.plusSeconds(3_600), BEGIN.plusSeconds(2_700));
        return new CachedToken(token, flight.number, false, NOW, WALL, RefreshTimes.of(Duration.ofHours(1), null, null, 0));
    }

    private static Failure failure(String claims, long holdUntil) {
        return new Failure(
                RetryPolicy.TRANSIENT,
                ScriptedAuthority.refused(503, true, null),
                claims == null,
                holdUntil,
                holdUntil,
                1,
                1,
                claims);
    }

    private static long wake(State state, long at) {
        return state.nextWake(at, WALL + TimeUnit.NANOSECONDS.toMillis(at - NOW), 0);
    }

    @Test
    void aGrantArmsTheTokenForgetsFailuresAndLetsTheNextChallengeDepart() {
        Flight first = flight(null);
        Flight challenge = flight("{}");
        State waiting = State.EMPTY.departing(first).queueing(challenge).queueing(flight(null));

        State granted =
                waiting.failed(failure("{}", NOW), null).departing(first).granted(token(first, "t"), true);

        assertThat(granted.armed).isNotNull();
        assertThat(granted.used).isTrue();
        assertThat(granted.failure).isNull();
        assertThat(granted.claimsFailure).isNull();
        State direct = waiting.granted(token(first, "t"), false);
        assertThat(direct.flight).isSameAs(challenge);
        assertThat(direct.queue).isEmpty();
        assertThat(direct.used).isFalse();
    }

    @Test
    void aFailureKeepsTheTokenAndIsRememberedForItsKindOfFlight() {
        Flight first = flight(null);
        State served = State.EMPTY.departing(first).granted(token(first, "t"), true);

        State plain = served.departing(flight(null)).failed(failure(null, NOW + SECOND), null);
        State challenged = served.departing(flight("{}")).failed(failure("{}", NOW + SECOND), null);

        assertThat(plain.current).isSameAs(served.current);
        assertThat(plain.armed).isSameAs(served.armed);
        assertThat(plain.held(null, NOW, WALL)).isNotNull();
        assertThat(plain.held("{}", NOW, WALL)).isNull();
        assertThat(plain.held(null, NOW + SECOND, WALL)).isNull();
        assertThat(challenged.held(null, NOW, WALL)).isNull();
        assertThat(challenged.held("{}", NOW, WALL)).isNotNull();
        assertThat(challenged.held("{\"other\":1}", NOW, WALL)).isNull();
    }

    @Test
    void nothingIsLeftAfterClosing() {
        Flight first = flight(null);
        State closed =
                State.EMPTY.departing(first).granted(token(first, "t"), true).closing();

        assertThat(closed.closed).isTrue();
        assertThat(closed.current).isNull();
        assertThat(closed.armed).isNull();
        assertThat(closed.flight).isNull();
        assertThat(wake(closed, NOW)).isEqualTo(RefreshRuntime.NEVER);
    }

    @Test
    void aRejectionIsRememberedBeyondTheToken() {
        Flight first = flight(null);
        Flight second = flight(null);
        CachedToken cached = token(first, "bad");

        State rejected = State.EMPTY.departing(first).granted(cached, true).rejected(cached, NOW);

        assertThat(rejected.current).isNull();
        assertThat(rejected.hasRejected(cached.token())).isTrue();
        assertThat(rejected.lacksRejected()).isTrue();
        assertThat(rejected.mayReject(NOW + SECOND, 30 * SECOND)).isFalse();
        assertThat(rejected.mayReject(NOW + 30 * SECOND, 30 * SECOND)).isTrue();
        State next = rejected.departing(second).granted(token(second, "good"), true);
        assertThat(next.hasRejected(cached.token())).isTrue();
        assertThat(next.ended().lacksRejected()).isFalse();
        assertThat(next.ended().overtook(first)).isTrue();
        assertThat(next.overtook(flight(null))).isFalse();
    }

    @Test
    void theGuardLooksWhenATokenIsDueAndNotAgainIfNobodyUsesIt() {
        Flight first = flight(null);
        State unused = State.EMPTY.departing(first).granted(token(first, "t"), false);
        State used = State.EMPTY.departing(first).granted(token(first, "t"), true);
        long due = NOW + 2_700 * SECOND;

        assertThat(wake(unused, NOW)).isEqualTo(due);
        assertThat(wake(unused.disarmed(), due)).isEqualTo(RefreshRuntime.NEVER);
        assertThat(wake(used.disarmed(), due)).isEqualTo(due);
        assertThat(wake(
                        used.departing(flight(null))
                                .failed(failure(null, due + 7 * SECOND), null)
                                .disarmed(),
                        due))
                .isEqualTo(due + 7 * SECOND);
        assertThat(used.disarmed().nextWake(due, WALL + 2_700_000, due + 9 * SECOND))
                .as("the authority asked for a pause")
                .isEqualTo(due + 9 * SECOND);
        assertThat(used.disarmed().nextWake(due, WALL + 2_700_000, due + 900 * SECOND))
                .as("longer than the token is usable")
                .isEqualTo(RefreshRuntime.NEVER);
    }

    @Test
    void theGuardLooksEarlierIfTheWallClockSaysSo() {
        Flight first = flight(null);
        State armed = State.EMPTY.departing(first).granted(token(first, "t"), true);

        assertThat(armed.nextWake(NOW, WALL + 2_000_000, 0)).isEqualTo(NOW + 700 * SECOND);
        assertThat(armed.nextWake(NOW, WALL - 2_000_000, 0)).isEqualTo(NOW + 2_700 * SECOND);
    }

    @Test
    void aFlightIsLookedAtAtItsDeadlineWhateverElseThereIs() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            Flight under = flight(random.nextBoolean() ? null : "{}");
            State state = State.EMPTY;
            if (random.nextBoolean()) {
                Flight first = flight(null);
                state = state.departing(first).granted(token(first, "t"), random.nextBoolean());
            }
            state = random.nextBoolean() ? state.disarmed() : state;
            long deadline = NOW + 1 + random.nextInt(1_000_000_000);
            under.beginBy(deadline);

            assertThat(wake(state.departing(under), NOW)).isEqualTo(deadline);
        }
    }
}
