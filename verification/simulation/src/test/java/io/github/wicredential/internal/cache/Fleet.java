package io.github.wicredential.internal.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A day of many pods with one token each of one tenant, second by second of virtual time: the requests that the tenant
 * sees, and the calls that fail. Each pod asks for its token every few seconds, as a service under load does.
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
    }

    /** The engine's own rules. */
    static final Schedule OURS = new Schedule() {
        @Override
        public String name() {
            return "wi-credential";
        }

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
            RetryPolicy policy = throttled ? RetryPolicy.THROTTLED : RetryPolicy.TRANSIENT;
            if (usable) {
                long gate = throttled ? Math.min(remaining, RetryPolicy.throttled(1, random)) : 0;
                return policy.holdWithToken(gate, usableFor(life), remaining, failures, random);
            }
            // While somebody waits: the tries of one flight, then the hold.
            if (throttled) {
                return RetryPolicy.throttled(failures, random);
            }
            int tries = policy.tries();
            return failures % tries == 0
                    ? policy.holdWithoutToken(0, failures / tries, random)
                    : policy.pause(failures % tries, random);
        }
    };

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

    /** What the tenant saw in one of the day's troubles. */
    record Seen(String trouble, long peak, long secondsToRecover, long wasted, long podSecondsWithout) {}

    private static final int DAY = 86_400;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    static final List<String> TROUBLES = List.of(
            "a quiet hour", "rolling restart", "a zone back at once", "30 min without Entra", "30 min of throttling");
    private static final int[] BEGINS = {3_600, 7_200, 21_600, 36_000, 57_600};
    private static final int[] ENDS = {7_200, 21_600, 36_000, 57_600, 79_200};
    private static final int OUTAGE = 1_800;

    private final Schedule schedule;
    private final int pods;
    private final int limit;
    private final SplittableRandom random = new SplittableRandom(1);
    private final long[] obtained;
    private final long[] life;
    private final int[] failures;
    private final int[] generation;
    final int[] requests = new int[2 * DAY];
    private final int[] refused = new int[2 * DAY];
    private final int[] without = new int[2 * DAY];
    private final PriorityQueue<long[]> events = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));

    Fleet(Schedule schedule, int pods) {
        this.schedule = schedule;
        this.pods = pods;
        this.limit = Math.max(1, pods / 4_000);
        this.obtained = new long[pods];
        this.life = new long[pods];
        this.failures = new int[pods];
        this.generation = new int[pods];
    }

    private long life() {
        return (3_600 + random.nextInt(1_800)) * SECOND;
    }

    private void at(long time, int pod) {
        events.add(new long[] {time, pod, generation[pod]});
    }

    private void restart(int pod, long time) {
        generation[pod]++;
        obtained[pod] = -1;
        failures[pod] = 0;
        events.add(new long[] {time, pod, generation[pod]});
    }

    List<Seen> day() {
        for (int pod = 0; pod < pods; pod++) {
            life[pod] = life();
            long age = (long) (random.nextDouble() * schedule.refreshAfter(life[pod], 0));
            obtained[pod] = -age;
            at(Math.max(0, schedule.refreshAfter(life[pod], random.nextDouble()) - age), pod);
        }
        int next = 0;
        boolean zoneIsBack = false;
        while (!events.isEmpty()) {
            long[] event = events.poll();
            long now = event[0];
            int second = (int) (now / SECOND);
            if (second >= DAY) {
                break;
            }
            while (next < pods && second >= BEGINS[1] + next / (pods / 3_600.0)) {
                restart(next, now + (long) (random.nextDouble() * SECOND));
                next++;
            }
            if (!zoneIsBack && second >= BEGINS[2]) {
                zoneIsBack = true;
                for (int pod = 0; pod < pods / 3; pod++) {
                    restart(pod, now + (long) (random.nextDouble() * 30 * SECOND));
                }
            }
            int pod = (int) event[1];
            if (event[2] == generation[pod]) {
                request(pod, now, second);
            }
        }
        return IntStream.range(0, TROUBLES.size()).mapToObj(this::seen).toList();
    }

    private void request(int pod, long now, int second) {
        requests[second]++;
        boolean down = second >= BEGINS[3] && second < BEGINS[3] + OUTAGE;
        boolean throttled =
                second >= BEGINS[4] && second < BEGINS[4] + OUTAGE && requests[second] - refused[second] > limit;
        if (!down && !throttled) {
            failures[pod] = 0;
            obtained[pod] = now;
            life[pod] = life();
            at(now + schedule.refreshAfter(life[pod], random.nextDouble()), pod);
            return;
        }
        refused[second]++;
        long remaining = obtained[pod] == -1 ? 0 : obtained[pod] + schedule.usableFor(life[pod]) - now;
        failures[pod]++;
        long pause = schedule.again(
                failures[pod], throttled, remaining > 0, life[pod], Math.max(0, remaining), random.nextDouble());
        long again = now + Math.max(1, pause);
        if (remaining > 0 && again > now + remaining && schedule == OURS) {
            // No hold outlives the token.
            again = now + remaining + (long) (random.nextDouble() * 5 * SECOND);
            failures[pod] = 0;
        }
        long from = remaining > 0 ? now + remaining : now;
        for (long t = from; t < again; t += SECOND) {
            without[(int) Math.min(2 * DAY - 1, t / SECOND)]++;
        }
        at(again, pod);
    }

    private Seen seen(int trouble) {
        long peak = 0;
        long wasted = 0;
        long none = 0;
        int last = BEGINS[trouble];
        for (int second = BEGINS[trouble]; second < ENDS[trouble]; second++) {
            peak = Math.max(peak, requests[second]);
            wasted += refused[second];
            none += without[second];
            if (without[second] > 0 || refused[second] > 0) {
                last = second;
            }
        }
        int over = BEGINS[trouble] + (trouble >= 3 ? OUTAGE : 0);
        return new Seen(TROUBLES.get(trouble), peak, Math.max(0, last - over), wasted, none);
    }

    /** Those that are compared. */
    static List<Schedule> schedules() {
        return List.of(
                OURS,
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

    /** Requests a second from ten minutes before to fifteen minutes after the outage, the highest of each ten seconds. */
    private List<Integer> outage() {
        List<Integer> most = new ArrayList<>();
        for (int from = BEGINS[3] - 600; from < BEGINS[3] + OUTAGE + 900; from += 10) {
            int highest = 0;
            for (int second = from; second < from + 10; second++) {
                highest = Math.max(highest, requests[second]);
            }
            most.add(highest);
        }
        return most;
    }

    private static String chart(List<String> names, List<List<Integer>> lines) {
        String[] colours = {"#0a7d33", "#0067b8", "#c5221f", "#e37400"};
        int most = lines.stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(1);
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 330\" "
                + "font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n"
                + "<title>Token requests a second before, during and after 30 minutes without Entra</title>\n"
                + "<rect width=\"720\" height=\"330\" fill=\"white\"/>\n");
        for (int i = 0; i < lines.size(); i++) {
            svg.append("<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"")
                    .append(colours[i])
                    .append("\" points=\"");
            List<Integer> line = lines.get(i);
            for (int x = 0; x < line.size(); x++) {
                svg.append(60 + x * 640 / line.size())
                        .append(',')
                        .append(270 - 230L * line.get(x) / most)
                        .append(' ');
            }
            svg.append("\"/>\n<text fill=\"")
                    .append(colours[i])
                    .append("\" x=\"")
                    .append(70 + 150 * i)
                    .append("\" y=\"20\">")
                    .append(names.get(i))
                    .append("</text>\n");
        }
        return svg.append("<text x=\"5\" y=\"45\">")
                .append(most)
                .append("/s</text>\n<text x=\"40\" y=\"275\">0</text>\n")
                .append("<text x=\"60\" y=\"300\">10 min before</text>\n<text x=\"")
                .append(60 + 640 * 60 / 330)
                .append("\" y=\"300\">Entra is down</text>\n<text x=\"")
                .append(60 + 640 * 240 / 330)
                .append("\" y=\"300\">Entra is back</text>\n</svg>\n")
                .toString();
    }

    /** Prints a table for that many pods, and writes its chart to a file. */
    public static void main(String[] arguments) throws IOException {
        List<String> names = new ArrayList<>();
        List<List<Integer>> lines = new ArrayList<>();
        System.out.println(
                "| trouble | library | peak, requests/s | requests in vain | pod seconds without a token | recovered after |");
        System.out.println("|---|---|---|---|---|---|");
        for (Schedule one : schedules()) {
            Fleet fleet = new Fleet(one, Integer.parseInt(arguments[0]));
            for (Seen seen : fleet.day()) {
                System.out.println("| " + seen.trouble() + " | " + one.name() + " | " + seen.peak() + " | "
                        + seen.wasted() + " | " + seen.podSecondsWithout() + " | " + seen.secondsToRecover() + " s |");
            }
            names.add(one.name());
            lines.add(fleet.outage());
        }
        Files.writeString(Path.of(arguments[1]), chart(names, lines));
    }
}
