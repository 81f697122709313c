package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.internal.cache.History.Failure;
import io.github.wicredential.internal.cache.State.Change;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The transitions of an entry, what follows from them, and when the guard looks at it next. */
class StateTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long NOW = 10_000 * SECOND;
    private static final long WALL = 1_790_000_000_000L;
    private static final long DUE = NOW + 2_700 * SECOND;
    private static final long END = NOW + 3_600 * SECOND;
    private static final Instant BEGIN = Instant.ofEpochMilli(WALL);
    private static final AccessToken OLD = new AccessToken("old", BEGIN, BEGIN);

    private static final String PLAIN = "plain";

    /** A flight by its name: {@code plain}, or the claims that it answers; with a * if nobody waits for it. */
    private static Flight flight(String name) {
        String claims = name.replace("*", "");
        Flight flight = Rig.flight(claims.equals(PLAIN) ? null : claims);
        if (name.endsWith("*")) {
            flight.waiters.leave();
        }
        return flight;
    }

    private static String name(Flight flight) {
        if (flight == null) {
            return "";
        }
        return flight.reason == Reason.DUE ? "refresh" : flight.claims == null ? PLAIN : flight.claims;
    }

    private static String names(List<Flight> flights) {
        return String.join(" ", flights.stream().map(StateTest::name).toList());
    }

    /** A token of an hour that begins now. */
    private static CachedToken token(Flight flight, String value) {
        AccessToken token = new AccessToken(value, BEGIN.plusSeconds(3_600), BEGIN.plusSeconds(2_700));
        return new CachedToken(
                token, flight.number, false, NOW, WALL, RefreshTimes.of(Duration.ofHours(1), null, null, 0));
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

    /** A flight that nobody ever waits for. */
    private static Flight refresh() {
        Entry owner = new Rig().entry();
        return new Flight(owner.target, owner, Reason.DUE, null, 0);
    }

    private static State granted(boolean used) {
        Flight first = used ? flight(PLAIN) : refresh();
        return granted(State.EMPTY.onWanted(first).after(), first);
    }

    private static State granted(State under, Flight first) {
        return change(under.onGranted(first, token(first, "t"), NOW, WALL)).after();
    }

    private static State failed(State under, Failure why) {
        return under.onFailed(why, NOW, WALL, true, StateTest::refresh).after();
    }

    private static Change change(Change made) {
        assertThat(made).isNotNull();
        return made;
    }

    private static long wall(long at) {
        return WALL + TimeUnit.NANOSECONDS.toMillis(at - NOW);
    }

    private static long wake(State state, long at) {
        return state.nextWake(at, wall(at), 0);
    }

    /** A state with the flights that are named, the first of them under way. */
    private static State with(State begin, List<Flight> flights) {
        State state = begin;
        for (Flight flight : flights) {
            state = state.onWanted(flight).after();
        }
        return state;
    }

    private static List<Flight> flights(String names) {
        List<Flight> flights = new ArrayList<>();
        for (String name : names.split(" ", -1)) {
            flights.add(flight(name));
        }
        return flights;
    }

    @ParameterizedTest(name = "{0}: {1} freed, {2} begins before {3}")
    @CsvSource({
        "plain, plain, '', ''",
        "plain {a} plain, plain plain, {a}, ''",
        "plain {a} {b}, plain, {a}, {b}",
        "plain {a}* {b}, plain, {b}, ''",
        "{a} plain {b} plain, {a} plain plain, {b}, ''",
        "{a}, {a}, '', ''",
        "{a} plain, {a} plain, '', ''",
    })
    void aTokenFreesPlainCallersAndTheNextChallengeBegins(String under, String freed, String next, String queue) {
        List<Flight> flights = flights(under);
        State before = with(State.EMPTY, flights);

        Change change = change(before.onGranted(flights.get(0), token(flights.get(0), "t"), NOW, WALL));

        assertThat(change.before()).isSameAs(before);
        assertThat(names(change.freed())).isEqualTo(freed);
        assertThat(name(change.begins())).isEqualTo(next);
        assertThat(names(change.after().queue)).isEqualTo(queue);
        assertThat(change.after().armed).isSameAs(change.token()).isNotNull();
        assertThat(change.failure()).isNull();
        assertThat(change.after().used).as("somebody waited").isTrue();
    }

    @ParameterizedTest(name = "{0}: {1} begins before {2}")
    @CsvSource({
        "plain, '', ''",
        "plain {a}, {a}, ''",
        "{a} {b} plain {c}, plain, {b} {c}",
        "{a} {b} {c}, {b}, {c}",
        "{a} {b}* {c}, {c}, ''",
        "{a} plain*, '', ''",
    })
    void afterAFailureAPlainFlightComesFirstAndThenTheChallengesInTheirOrder(String under, String next, String queue) {
        List<Flight> flights = flights(under);
        State before = with(State.EMPTY, flights);
        Failure why = failure(flights.get(0).claims, NOW);

        Change change = before.onFailed(why, NOW, WALL, true, StateTest::refresh);

        assertThat(change.freed()).containsExactly(flights.get(0));
        assertThat(name(change.begins())).isEqualTo(next);
        assertThat(names(change.after().queue)).isEqualTo(queue);
        assertThat(change.failure()).isSameAs(why.cause());
        assertThat(change.token()).isNull();
    }

    @ParameterizedTest(name = "{0} at {1} s, used {2}, gate open {3}: {4}")
    @CsvSource({
        "{a} {b}, 2700, true, true, refresh",
        "{a} {b}, 2699, true, true, {b}",
        "{a} {b}, 2700, false, true, {b}",
        "{a} {b}, 2700, true, false, {b}",
        "{a} {b} plain, 2700, true, true, plain",
        "plain {b}, 2700, true, true, {b}",
        "{a}, 3600, true, true, ''",
    })
    void aDueTokenIsRefreshedBeforeFurtherChallenges(
            String under, long seconds, boolean used, boolean open, String next) {
        List<Flight> flights = flights(under);
        State before = with(granted(used), flights);
        long at = NOW + seconds * SECOND;

        Change change = before.onFailed(failure(flights.get(0).claims, at), at, wall(at), open, StateTest::refresh);

        assertThat(name(change.begins())).isEqualTo(next);
    }

    @ParameterizedTest(name = "used {0}, armed {1}, gate open {2}, a failure {3}, under way {4}, at {5} s: {6}")
    @CsvSource({
        "true,  true,  true,  false, '',    2699, nothing",
        "true,  true,  true,  false, '',    2700, disarmed and refresh",
        "true,  false, true,  false, '',    2700, disarmed and refresh",
        "true,  true,  false, false, '',    2700, disarmed",
        "true,  false, false, false, '',    2700, nothing",
        "true,  true,  true,  true,  '',    2700, disarmed",
        "false, true,  true,  false, '',    2700, disarmed and lapses",
        "false, false, true,  false, '',    2700, nothing",
        "true,  true,  true,  false, plain, 2700, disarmed",
        "false, true,  true,  false, plain, 2700, disarmed",
        "true,  true,  true,  false, '',    3600, dropped",
        "false, false, true,  false, plain, 3600, dropped",
    })
    void aDueTokenIsTakenBackAndRefreshedIfItWasUsed(
            boolean used, boolean armed, boolean open, boolean failed, String under, long seconds, String follows) {
        State before = granted(used);
        if (failed) {
            before = failed(before.onWanted(flight(PLAIN)).after(), failure(null, END));
        }
        before = under.isEmpty() ? before : with(before, flights(under));
        before = armed ? before : before.disarmed();
        long at = NOW + seconds * SECOND;

        Change change = before.onDue(at, wall(at), open, StateTest::refresh);

        assertThat(described(change)).isEqualTo(follows);
        if (change != null) {
            assertThat(change.freed()).isEmpty();
            assertThat(change.after().armed).isNull();
            assertThat(change.after().history).isSameAs(before.history);
        }
    }

    private static String described(Change change) {
        if (change == null) {
            return "nothing";
        }
        String token = change.after().current == null ? "dropped" : "disarmed";
        String flight = change.begins() == null ? "" : " and " + name(change.begins());
        return token + flight + (change.lapses() ? " and lapses" : "");
    }

    @Test
    void aGrantForgetsFailures() {
        Flight first = flight(PLAIN);
        State waiting = with(State.EMPTY, List.of(first, flight("{a}")));
        State failed = failed(failed(waiting, failure(null, NOW)), failure("{a}", NOW));
        Flight next = flight(PLAIN);

        State granted = granted(failed.onWanted(next).after(), next);

        assertThat(failed.history.hasFailures()).isTrue();
        assertThat(granted.history.hasFailures()).isFalse();
    }

    @Test
    void aFlightForWhichNobodyWaitedLeavesAnUnusedToken() {
        assertThat(granted(false).used).isFalse();
    }

    @Test
    void aLateTokenLeavesWhatIsUnderWayAndServesThoseWhoWaitForAPlainFlight() {
        Flight late = flight(PLAIN);
        Flight plain = flight(PLAIN);
        Flight challenge = flight("{a}");

        Change served = change(State.EMPTY.onWanted(plain).after().onGranted(late, token(late, "t"), NOW, WALL));
        Change alone = change(State.EMPTY.onWanted(challenge).after().onGranted(late, token(late, "t"), NOW, WALL));

        assertThat(served.freed()).containsExactly(late, plain);
        assertThat(served.after().flight).isSameAs(plain);
        assertThat(served.begins()).isNull();
        assertThat(alone.freed()).containsExactly(late);
        assertThat(alone.after().flight).isSameAs(challenge);
    }

    @Test
    void aLateTokenIsNotTakenAfterANewerOneNorByAClosedEntry() {
        Flight late = flight(PLAIN);
        State newer = granted(true);

        assertThat(newer.onGranted(late, token(late, "late"), NOW, WALL)).isNull();
        assertThat(State.CLOSED.onGranted(late, token(late, "late"), NOW, WALL)).isNull();
    }

    @Test
    void aFailureKeepsTheTokenAndIsRememberedForItsKindOfFlight() {
        State served = granted(true);

        State plain = failed(served.onWanted(flight(PLAIN)).after(), failure(null, NOW + SECOND));
        State challenged = failed(served.onWanted(flight("{}")).after(), failure("{}", NOW + SECOND));

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
        State closed = State.CLOSED;

        assertThat(closed.isClosed()).isTrue();
        assertThat(State.EMPTY.isClosed()).isFalse();
        assertThat(closed.current).isNull();
        assertThat(closed.armed).isNull();
        assertThat(closed.flight).isNull();
        assertThat(closed.queue).isEmpty();
        assertThat(wake(closed, NOW)).isEqualTo(RefreshRuntime.NEVER);
    }

    @Test
    void aRejectionIsRememberedBeyondTheToken() {
        Flight first = flight(PLAIN);
        Flight second = flight(PLAIN);
        Flight third = flight(PLAIN);
        State bad = granted(State.EMPTY.onWanted(first).after(), first);
        AccessToken refused = bad.current.token();

        State rejected = change(bad.onRejected(NOW)).after();

        assertThat(rejected.current).isNull();
        assertThat(rejected.history.hasRejected(refused)).isTrue();
        assertThat(rejected.history.hasRejected(OLD)).isFalse();
        assertThat(rejected.lacksRejected()).isTrue();
        assertThat(rejected.history.mayReject(NOW + SECOND)).isFalse();
        assertThat(rejected.history.mayReject(NOW + 30 * SECOND)).isTrue();
        State next = change(rejected.onWanted(second).after().onGranted(second, token(second, "good"), NOW, WALL))
                .after();
        assertThat(next.history.hasRejected(refused)).isTrue();
        assertThat(next.onRejected(NOW + 30 * SECOND - 1)).isNull();
        State ended = change(next.onDue(END, wall(END), true, () -> third)).after();
        assertThat(ended.lacksRejected()).isFalse();
        assertThat(ended.history.overtook(first)).isTrue();
        assertThat(next.history.overtook(third)).isFalse();
    }

    @Test
    void theGuardLooksWhenATokenIsDueAndNotAgainIfNobodyUsesIt() {
        State unused = granted(false);
        State used = granted(true);

        assertThat(wake(unused, NOW)).isEqualTo(DUE);
        assertThat(wake(unused.disarmed(), DUE)).isEqualTo(RefreshRuntime.NEVER);
        assertThat(wake(used.disarmed(), DUE)).isEqualTo(DUE);
        assertThat(wake(
                        failed(used.onWanted(flight(PLAIN)).after(), failure(null, DUE + 7 * SECOND))
                                .disarmed(),
                        DUE))
                .isEqualTo(DUE + 7 * SECOND);
        assertThat(used.disarmed().nextWake(DUE, WALL + 2_700_000, DUE + 9 * SECOND))
                .as("the authority asked for a pause")
                .isEqualTo(DUE + 9 * SECOND);
        assertThat(used.disarmed().nextWake(DUE, WALL + 2_700_000, END - 61 * SECOND))
                .as("for the token's last second")
                .isEqualTo(END - 61 * SECOND);
        assertThat(used.disarmed().nextWake(DUE, WALL + 2_700_000, END - 60 * SECOND))
                .as("as long as the token is usable")
                .isEqualTo(RefreshRuntime.NEVER);
    }

    @Test
    void aTokenIsDroppedForARefusalOnceItIsHalfAMinuteOld() {
        State state = granted(true);
        AccessToken token = state.current.token();
        long old = NOW + 30 * SECOND;

        assertThat(state.onRefused(token, old - 1, wall(old - 1))).isNull();
        assertThat(change(state.onRefused(token, old, wall(old))).after().current)
                .isNull();
        assertThat(state.onRefused(OLD, old, wall(old))).isNull();
    }

    @Test
    void theGuardLooksEarlierIfTheWallClockSaysSo() {
        State armed = granted(true);

        assertThat(armed.nextWake(NOW, WALL + 2_000_000, 0)).isEqualTo(NOW + 700 * SECOND);
        assertThat(armed.nextWake(NOW, WALL - 2_000_000, 0)).isEqualTo(DUE);
    }

    @Test
    void aFlightIsLookedAtAtItsDeadlineWhateverElseThereIs() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            Flight under = flight(random.nextBoolean() ? PLAIN : "{}");
            State state = State.EMPTY;
            if (random.nextBoolean()) {
                state = granted(random.nextBoolean());
            }
            state = random.nextBoolean() ? state.disarmed() : state;
            long deadline = NOW + 1 + random.nextInt(1_000_000_000);
            under.beginBy(deadline);

            assertThat(wake(state.onWanted(under).after(), NOW)).isEqualTo(deadline);
        }
    }
}
