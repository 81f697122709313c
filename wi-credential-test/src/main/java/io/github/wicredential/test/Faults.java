package io.github.wicredential.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests a {@link Fault} affects: the next ones, or all until {@link #clear()}. Queued faults apply
 * before a permanent one. Thread-safe.
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
     * Applies the fault to the next request, after faults that are already queued.
     *
     * @param fault the fault
     * @return these faults
     */
    public Faults next(Fault fault) {
        Objects.requireNonNull(fault, "fault");
        return next(1, fault);
    }

    /**
     * Applies the fault to the next requests, after faults that are already queued.
     *
     * @param count how many requests; at least 1
     * @param fault the fault
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
     * Applies the fault to every request until {@link #clear()}.
     *
     * @param fault the fault
     * @return these faults
     */
    public synchronized Faults always(Fault fault) {
        standing = Objects.requireNonNull(fault, "fault");
        return this;
    }

    /** Ends all faults. Hanging requests lose their connection; delayed requests are answered immediately. */
    public synchronized void clear() {
        queue.clear();
        standing = null;
        cleared.countDown();
        cleared = new CountDownLatch(1);
    }

    /**
     * How many queued faults have not been applied yet.
     *
     * @return the number, without a permanent fault
     */
    public synchronized int pending() {
        return queue.size();
    }

    /**
     * How many requests a fault has affected so far.
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
