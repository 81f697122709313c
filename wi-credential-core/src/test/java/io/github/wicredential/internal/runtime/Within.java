package io.github.wicredential.internal.runtime;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about: looks again and again until it is so or the time is over. */
public final class Within {

    private static final Duration LONG = Duration.ofSeconds(20);

    private Within() {}

    /** Returns when the condition holds; fails after 20 s. */
    public static void aWhile(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + LONG.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
