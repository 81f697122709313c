package io.github.wicredential.internal.runtime;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether a guard stands by, for code that relies on it and has no time to read a clock: one volatile read.
 *
 * <p>A guard that ends or dies says so here, which needs no memory. One that hangs is noticed by code that reads a
 * clock anyway. Thread-safe.
 */
public final class Pulse {

    /** The guard looks every 15 s. */
    private static final long LATE = TimeUnit.SECONDS.toNanos(45);

    private final LongSupplier nanos;

    // Both written by the guard, and by who starts it or finds it gone.
    private volatile boolean beating;
    private volatile long last;

    /** A pulse that does not beat yet, with the source of the running time. */
    public Pulse(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether a guard stands by; if not, the caller has to read the clocks. */
    public boolean beats() {
        return beating;
    }

    /** Whether a guard stands by and has looked not long ago; if not, another guard is needed. */
    public boolean beats(long now) {
        return beating && recent(now);
    }

    /** The guard has looked. */
    public void beat() {
        last = nanos.getAsLong();
        beating = true;
    }

    /** The guard has looked, but could not do all that was due. */
    void late() {
        last = nanos.getAsLong();
        beating = false;
    }

    /** No guard stands by any more. */
    public void stop() {
        beating = false;
    }

    /** Whether the guard looked not long ago. */
    boolean recent(long now) {
        return now - last < LATE;
    }
}
