package io.github.wicredential.benchmarks.scenario;

import io.github.wicredential.benchmarks.scenario.Caller.Note;
import io.github.wicredential.benchmarks.subject.Authority;
import io.github.wicredential.benchmarks.subject.Library;
import io.github.wicredential.benchmarks.subject.Pod;
import io.github.wicredential.benchmarks.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Callers of one credential through renewals and an outage, beside a thread that does the same without a token call. */
public final class Timeline {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Timeline() {}

    /**
     * Plays a script.
     *
     * @param library whose credential
     * @param script what happens
     * @param points where to write the slowest call of each caller in each tenth of a second, or null
     * @return for the quiet time and the outage with what follows: slow (calls over 5 ms), slowWaited (those that had
     *     to wait), tenths (calls over 100 ms), waiting (milliseconds of all threads), longest, failed; and requests
     * @throws Exception if the first token is not obtained, or the run is interrupted
     */
    public static Figures run(Library library, Script script, @Nullable Path points) throws Exception {
        Authority authority = new Authority(script.terms());
        try (Subject subject = library.subject(Pod.create(), authority)) {
            subject.token(SCOPE);
            long begin = System.nanoTime();
            List<Caller> callers = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < script.threads(); i++) {
                callers.add(start(() -> subject.token(SCOPE), script, begin, threads));
            }
            Caller control = start(System::nanoTime, script, begin, threads);
            long faulty = begin + script.quiet().toNanos();
            sleepUntil(faulty);
            authority.fail(script.fault(), script.retryAfter());
            long over = faulty + script.outage().toNanos();
            sleepUntil(over);
            authority.recover();
            for (Thread thread : threads) {
                thread.join(PATIENCE.toMillis());
                thread.interrupt();
            }
            if (points != null) {
                write(points, callers);
            }
            long quiet = script.quiet().toNanos();
            List<Note> notes = callers.stream().flatMap(c -> c.notes().stream()).toList();
            return new Figures()
                    .count("calls", callers.stream().mapToLong(Caller::calls).sum())
                    .count("renewals", script.renewals())
                    .putAll("quiet.", sums(notes, note -> note.at() < quiet))
                    .putAll("outage.", sums(notes, note -> note.at() >= quiet))
                    .putAll("control.", sums(control.notes(), note -> true))
                    .count("outage.requests", authority.requestsBetween(faulty, over))
                    .count("early", authority.early());
        }
    }

    private static Caller start(Callable<?> call, Script script, long begin, List<Thread> threads) {
        Caller caller = new Caller(call, script.pace(), begin, script.length());
        Thread thread = new Thread(caller, "caller-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return caller;
    }

    private static Figures sums(List<Note> all, Predicate<Note> phase) {
        List<Note> notes = all.stream().filter(phase).toList();
        List<Note> slow = notes.stream().filter(n -> n.took() > Caller.SLOW).toList();
        return new Figures()
                .count("slow", slow.size())
                .count("slowWaited", slow.stream().filter(Note::waited).count())
                .count("tenths", slow.stream().filter(n -> n.took() > TENTH).count())
                .put(
                        "waiting",
                        slow.stream()
                                        .filter(Note::waited)
                                        .mapToDouble(Note::took)
                                        .sum()
                                / 1e6)
                .put("longest", slow.stream().mapToDouble(Note::took).max().orElse(0) / 1e6)
                .count("failed", notes.stream().filter(Note::failed).count());
    }

    private static void sleepUntil(long time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, time - System.nanoTime()));
    }

    /** One line a point: caller, seconds, microseconds, 1 if a call that began then failed. */
    private static void write(Path file, List<Caller> callers) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < callers.size(); i++) {
            long[] worst = callers.get(i).worst();
            for (int bucket = 0; bucket < worst.length; bucket++) {
                long from = bucket * Caller.BUCKET;
                boolean failed = callers.get(i).notes().stream()
                        .anyMatch(n -> n.failed() && n.at() >= from && n.at() < from + Caller.BUCKET);
                if (worst[bucket] > 0) {
                    lines.add(i + "," + from / 1e9 + "," + worst[bucket] / 1e3 + "," + (failed ? 1 : 0));
                }
            }
        }
        Files.write(file, lines);
    }
}
