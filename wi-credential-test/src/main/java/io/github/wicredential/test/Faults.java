package io.github.wicredential.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Which requests meet a {@link Fault}: the next ones, or all until {@link #clear()}. A queued fault comes before a standing one. Safe
 * for use by several threads.
 *
 * @since 0.1.0
 */
public final class Faults {

    private final Deque<Fault> queue = new ArrayDeque<>();
    private @Nullable Fault standing;
    private CountDownLatch cleared = new CountDownLatch(1);
    private int met;

    Faults() {}

    /**
     * Lets the next request meet the fault, after those already queued.
     *
     * @param fault what happens to it
     * @return these faults
     */
    public Faults next(Fault fault) {
        Objects.requireNonNull(fault, "fault");
        return next(1, fault);
    }

    /**
     * Lets the next requests meet the fault, after those already queued.
     *
     * @param count how many requests; at least 1
     * @param fault what happens to each
     * @return these faults
     */
    public synchronized Faults next(int count, Fault fault) {
        Objects.requireNonNull(fault, "fault");
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1: " + count);
        }
        for (int i = 0; i < count; i++) {
            queue.add(fault);
        }
        return this;
    }

    /**
     * Lets every request meet the fault until {@link #clear()}.
     *
     * @param fault what happens to each
     * @return these faults
     */
    public synchronized Faults always(Fault fault) {
        standing = Objects.requireNonNull(fault, "fault");
        return this;
    }

    /** Ends all faults. Requests that hang lose their connection, delayed requests are answered now. */
    public synchronized void clear() {
        queue.clear();
        standing = null;
        cleared.countDown();
        cleared = new CountDownLatch(1);
    }

    /**
     * How many queued faults have not met their request yet.
     *
     * @return the number; a standing fault does not count
     */
    public synchronized int pending() {
        return queue.size();
    }

    /**
     * How many requests met a fault so far.
     *
     * @return the number since the start
     */
    public synchronized int met() {
        return met;
    }

    /** A fault and the end of it, taken in one step, so that a {@link #clear()} right after it is not missed. */
    record Taken(Fault fault, CountDownLatch cleared) {}

    synchronized @Nullable Taken take() {
        Fault fault = queue.isEmpty() ? standing : queue.remove();
        if (fault == null) {
            return null;
        }
        met++;
        return new Taken(fault, cleared);
    }
}
