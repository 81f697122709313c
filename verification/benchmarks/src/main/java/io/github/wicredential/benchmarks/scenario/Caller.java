package io.github.wicredential.benchmarks.scenario;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A thread that makes the same call again and again, at a pace, and notes how long each takes.
 *
 * <p>A slow call counts as waiting only if the thread parked, slept or stood before a monitor meanwhile, as the JVM
 * counts it. Otherwise it was ready to run and the scheduler or the garbage collector let it stand.
 */
final class Caller implements Runnable {

    /** A call above this is noted. */
    static final long SLOW = TimeUnit.MILLISECONDS.toNanos(5);

    /** The width of the picture's points. */
    static final long BUCKET = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int MOST_NOTES = 200_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * A call that was slow or failed.
     *
     * @param at when it began, from the beginning of the run
     * @param took how long it took
     * @param waited whether the thread had to wait in it
     * @param failed whether it threw
     */
    record Note(long at, long took, boolean waited, boolean failed) {}

    private final Callable<?> call;
    private final Duration pace;
    private final long begin;
    private final long length;
    private final long[] worst;
    private final List<Note> notes = new ArrayList<>();
    private final AtomicLong calls = new AtomicLong();

    Caller(Callable<?> call, Duration pace, long begin, Duration length) {
        this.call = call;
        this.pace = pace;
        this.begin = begin;
        this.length = length.toNanos();
        this.worst = new long[(int) (this.length / BUCKET) + 1];
    }

    @Override
    public void run() {
        long id = Thread.currentThread().getId();
        while (System.nanoTime() - begin < length) {
            once(id);
            try {
                TimeUnit.NANOSECONDS.sleep(pace.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void once(long id) {
        long stops = stops(id);
        boolean failed = false;
        long at = System.nanoTime();
        try {
            call.call();
        } catch (Exception e) {
            failed = true;
        }
        long took = System.nanoTime() - at;
        calls.incrementAndGet();
        int bucket = (int) Math.min(worst.length - 1, (at - begin) / BUCKET);
        worst[bucket] = Math.max(worst[bucket], took);
        if ((took > SLOW || failed) && notes.size() < MOST_NOTES) {
            notes.add(new Note(at - begin, took, stops(id) > stops, failed));
        }
    }

    private static long stops(long id) {
        ThreadInfo info = THREADS.getThreadInfo(id);
        return info == null ? 0 : info.getBlockedCount() + info.getWaitedCount();
    }

    long calls() {
        return calls.get();
    }

    /** To be read after the thread has ended. */
    List<Note> notes() {
        return notes;
    }

    /** The slowest call of each bucket, 0 where none began. */
    long[] worst() {
        return Arrays.copyOf(worst, worst.length);
    }
}
