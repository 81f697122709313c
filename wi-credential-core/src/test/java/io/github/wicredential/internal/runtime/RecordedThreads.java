package io.github.wicredential.internal.runtime;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Threads on demand, each of them recorded, clocks that a test moves, and a guard that never runs by itself. */
final class RecordedThreads implements Clocks {

    final AtomicLong now = new AtomicLong();
    final Set<Thread> made = ConcurrentHashMap.newKeySet();
    final Guard guard = new Guard(this, work -> new Thread(() -> {}), new Pulse(this::nanos), Duration.ofSeconds(15));
    final OnDemandThreads onDemand = new OnDemandThreads(
            Clocks.SYSTEM,
            work -> {
                Thread thread = LibraryThread.of("test-on-demand", work);
                made.add(thread);
                return thread;
            },
            TimeUnit.SECONDS.toNanos(10));

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(now.get());
    }
}
