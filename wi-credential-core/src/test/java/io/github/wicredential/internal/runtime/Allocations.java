package io.github.wicredential.internal.runtime;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** Counts the garbage that calls make. */
public final class Allocations {

    private static final int CALLS = 100_000;
    private static final int ROUNDS = 10;

    private Allocations() {}

    /** Bytes of 100,000 calls; the least of several rounds, since the JVM itself now and then makes some. */
    public static long least(Supplier<?> call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < CALLS; i++) {
                if (call.get() == null) {
                    throw new AssertionError();
                }
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        return least;
    }
}
