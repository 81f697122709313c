package io.github.wicredential.internal.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A day of many pods with one token each of one tenant, in virtual time: the requests that the tenant sees, and for how
 * long pods are without a token. Each pod asks for its token every few seconds, as a service under load does.
 */
final class Fleet {

    /** When a library asks again, after a token and after a failure; nanoseconds, {@code random} from 0 to 1. */
    interface Schedule {

        String name();

        /** From obtaining a token that lives so long to asking for the next one. */
        long refreshAfter(long life, double random);

        /** Until when a token is handed out. */
        long usableFor(long life);

        /** Until the next request after failures in a row, for a pod that is called every few seconds. */
        long again(int failures, boolean throttled, boolean usable, long life, long remaining, double random);

        /** Whether nothing that was chosen while a token serves outlives it; the next call then asks at once. */
        default boolean holdEndsWithToken() {
            return false;
        }
    }

    /** The engine's own rules; {@code throttledWithToken} has the pauses after a 429 while a token serves. */
    private record Ours(String name, RetryPolicy throttledWithToken) implements Schedule {

        @Override
        public long refreshAfter(long life, double random) {
            return RefreshTimes.of(Duration.ofNanos(life), null, null, random).due();
        }

        @Override
        public long usableFor(long life) {
            return RefreshTimes.of(Duration.ofNanos(life), null, null, 0).usable();
        }

        @Override
        public long again(int failures, boolean throttled, boolean usable, long life, long remaining, double random) {
            if (usable) {
                RetryPolicy policy = throttled ? throttledWithToken : RetryPolicy.TRANSIENT;
                long gate = throttled ? Math.min(remaining, RetryPolicy.throttled(1, random)) : 0;
                return Math.max(gate, policy.holdWithToken(gate, usableFor(life), remaining, failures, random));
            }
            // While somebody waits: the tries of one flight, then the hold.
            if (throttled) {
                return RetryPolicy.throttled(failures, random);
            }
            int tries = RetryPolicy.TRANSIENT.tries();
            return failures % tries == 0
                    ? RetryPolicy.TRANSIENT.holdWithoutToken(0, failures / tries, random)
                    : RetryPolicy.TRANSIENT.pause(failures % tries, random);
        }

        @Override
        public boolean holdEndsWithToken() {
            return true;
        }
    }

    static final Schedule OURS = new Ours("wi-credential", RetryPolicy.THROTTLED);

    /** The same with no more patience for a throttle than for any other trouble that passes. */
    static final Schedule IMPATIENT = new Ours("wi-credential, pauses of 1 s to 1 min", RetryPolicy.TRANSIENT);

    /**
     * What others do, as their sources have it: a refresh so long {@code before} the end, {@code spread} by chance, on a
     * call; no token in the last {@code expired} of its life; retries after {@code pauses}, and no memory of a failure, so
     * that the next call, {@code between} later, asks again.
     */
    record Other(String name, long before, long spread, long expired, List<Long> pauses, long between)
            implements Schedule {

        @Override
        public long refreshAfter(long life, double random) {
            return life - before + (long) (random * spread);
        }

        @Override
        public long usableFor(long life) {
            return life - expired;
        }

        @Override
        public long again(int failures, boolean throttled, boolean usable, long life, long remaining, double random) {
            int at = failures % (pauses.size() + 1);
            return at == 0 ? between : pauses.get(at - 1);
        }
    }

    /** What the tenant saw in one of the disruptions, and for how long pods had no token, all together. */
    record Seen(String trouble, long peak, long wasted, long podSecondsWithout, long secondsToRecover) {}

    // The troubles are over by then.
    private static final int DAY = 79_200;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK = SECOND / 10;
    private static final int TICKS = DAY * 10;
    private static final int NOBODY = -1;
    static final List<String> TROUBLES = List.of(
            "a quiet hour",
            "rolling restart",
            "a zone restarts at once",
            "30 min without Entra",
            "30 min of throttling");
    private static final int[] BEGINS = {3_600, 7_200, 21_600, 36_000, 57_600};
    private static final int[] ENDS = {7_200, 21_600, 36_000, 57_600, 79_200};
    private static final int TROUBLE = 1_800;

    private final Schedule schedule;
    private final int pods;
    private final int limit;
    private final SplittableRandom random = new SplittableRandom(1);
    private final long[] obtained;
    private final long[] life;
    private final int[] failures;
    private final long[] due;

    // Each pod is in the list of the tick of its next request.
    private final int[] first = new int[TICKS];
    private final int[] next;

    private final int[] requests = new int[DAY];
    private final int[] refused = new int[DAY];
    private final long[] nanosWithout = new long[TROUBLES.size()];
    private final int[] lastTrouble = BEGINS.clone();

    /** @param limit how many requests a second a throttling authority grants */
    Fleet(Schedule schedule, int pods, int limit) {
        this.schedule = schedule;
        this.pods = pods;
        this.limit = limit;
        this.obtained = new long[pods];
        this.life = new long[pods];
        this.failures = new int[pods];
        this.due = new long[pods];
        this.next = new int[pods];
        Arrays.fill(first, NOBODY);
    }

    private long life() {
        return (3_600 + random.nextInt(1_800)) * SECOND;
    }

    /** When a pod is restarted next: all one after the other in an hour; and later a third of them in 30 s. */
    private long restart(int pod, long now) {
        long rolling = (BEGINS[1] + (long) (pod * 3_600.0 / pods)) * SECOND;
        long zone = BEGINS[2] * SECOND + pod * (90 * SECOND) / pods;
        if (now < rolling) {
            return rolling;
        }
        return now < zone && pod < pods / 3 ? zone : Long.MAX_VALUE;
    }

    private void at(long time, int pod) {
        due[pod] = time;
        int tick = (int) (time / TICK);
        if (tick < TICKS) {
            next[pod] = first[tick];
            first[tick] = pod;
        }
    }

    List<Seen> day() {
        for (int pod = 0; pod < pods; pod++) {
            life[pod] = life();
            long age = (long) (random.nextDouble() * schedule.refreshAfter(life[pod], 0));
            obtained[pod] = -age;
            at(Math.max(0, schedule.refreshAfter(life[pod], random.nextDouble()) - age), pod);
        }
        for (int tick = 0; tick < TICKS; tick++) {
            // What is asked again within the tick is in the list again.
            while (first[tick] != NOBODY) {
                int pod = first[tick];
                first[tick] = next[pod];
                request(pod, due[pod], tick / 10);
            }
        }
        return IntStream.range(0, TROUBLES.size()).mapToObj(this::seen).toList();
    }

    private void request(int pod, long now, int second) {
        if (now == restart(pod, now - 1)) {
            obtained[pod] = Long.MIN_VALUE / 2;
            failures[pod] = 0;
        }
        requests[second]++;
        boolean down = second >= BEGINS[3] && second < BEGINS[3] + TROUBLE;
        boolean throttled =
                second >= BEGINS[4] && second < BEGINS[4] + TROUBLE && requests[second] - refused[second] > limit;
        long again;
        if (down || throttled) {
            refused[second]++;
            again = now + afterFailure(pod, now, throttled);
        } else {
            failures[pod] = 0;
            obtained[pod] = now;
            life[pod] = life();
            again = now + schedule.refreshAfter(life[pod], random.nextDouble());
        }
        at(Math.min(again, restart(pod, now)), pod);
    }

    private long afterFailure(int pod, long now, boolean throttled) {
        long remaining = Math.max(0, obtained[pod] + schedule.usableFor(life[pod]) - now);
        failures[pod]++;
        long pause = Math.max(
                1, schedule.again(failures[pod], throttled, remaining > 0, life[pod], remaining, random.nextDouble()));
        if (remaining > 0 && pause > remaining && schedule.holdEndsWithToken()) {
            failures[pod] = 0;
            pause = remaining + (long) (random.nextDouble() * 5 * SECOND);
        }
        if (pause > remaining) {
            int trouble = throttled ? 4 : 3;
            nanosWithout[trouble] += pause - remaining;
            lastTrouble[trouble] = Math.max(lastTrouble[trouble], (int) ((now + pause) / SECOND));
        }
        return pause;
    }

    private Seen seen(int trouble) {
        long peak = 0;
        long wasted = 0;
        for (int second = BEGINS[trouble]; second < ENDS[trouble]; second++) {
            peak = Math.max(peak, requests[second]);
            wasted += refused[second];
        }
        return new Seen(
                TROUBLES.get(trouble),
                peak,
                wasted,
                nanosWithout[trouble] / SECOND,
                Math.max(0, lastTrouble[trouble] - BEGINS[trouble] - TROUBLE));
    }

    /** Those that are compared with ours. */
    static List<Schedule> others() {
        return List.of(
                new Other(
                        "azure-identity",
                        300 * SECOND,
                        0,
                        0,
                        List.of(SECOND * 8 / 10, SECOND * 16 / 10, SECOND * 32 / 10),
                        5 * SECOND),
                new Other("google-auth", 225 * SECOND, 0, 180 * SECOND, List.of(), 5 * SECOND),
                new Other(
                        "AWS SDK",
                        300 * SECOND,
                        180 * SECOND,
                        60 * SECOND,
                        List.of(SECOND / 10, SECOND / 5),
                        5 * SECOND));
    }

    static List<Schedule> schedules() {
        List<Schedule> all = new ArrayList<>(List.of(OURS, IMPATIENT));
        all.addAll(others());
        return all;
    }

    /** Requests a second in the quiet hour, in the mean. */
    long mean() {
        return Math.round(IntStream.range(BEGINS[0], ENDS[0])
                .map(second -> requests[second])
                .average()
                .orElse(0));
    }

    /** Requests a second from ten minutes before to thirty minutes after a trouble, the highest of each ten seconds. */
    List<Integer> around(String trouble) {
        int begin = BEGINS[TROUBLES.indexOf(trouble)];
        List<Integer> most = new ArrayList<>();
        for (int from = begin - 600; from < begin + 2 * TROUBLE; from += 10) {
            most.add(IntStream.range(from, from + 10)
                    .map(second -> requests[second])
                    .max()
                    .orElse(0));
        }
        return most;
    }
}
