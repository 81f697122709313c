package io.github.wicredential.internal.cache;

import io.github.wicredential.internal.runtime.Doing;
import io.github.wicredential.internal.runtime.Pulse;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A runtime without threads: what is handed to a worker waits for an actor, and what is delivered is at once. */
final class ActorsRuntime implements RefreshRuntime {

    private static final Timer STANDS_BY = new Timer() {
        @Override
        public boolean update() {
            return true;
        }

        @Override
        public void cancel() {}
    };

    private final Pulse pulse = new Pulse(this::nanos);
    private final AtomicInteger handedOver = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> work = new AtomicReference<>();

    ActorsRuntime() {
        pulse.beat();
    }

    /** Does what was handed to a worker last, if anything was and nobody has done it. */
    void work() {
        Runnable given = work.getAndSet(null);
        if (given != null) {
            given.run();
        }
    }

    /** How often work was handed to a worker. */
    int handedOver() {
        return handedOver.get();
    }

    @Override
    public long nanos() {
        return TimeUnit.HOURS.toNanos(1);
    }

    @Override
    public long millis() {
        return 1_790_000_000_000L;
    }

    @Override
    public Timer timer(Wakeable target) {
        return STANDS_BY;
    }

    @Override
    public Pulse pulse() {
        return pulse;
    }

    @Override
    public void execute(Object owner, Runnable given) {
        work.set(given);
        handedOver.incrementAndGet();
    }

    @Override
    public @Nullable Doing giveUp(Thread worker) {
        return null;
    }

    @Override
    public Timer after(long nanos, Runnable next) {
        return STANDS_BY;
    }

    @Override
    public void deliver(Object owner, Runnable task) {
        task.run();
    }

    @Override
    public void timeOut(Object owner, Runnable task) {
        task.run();
    }

    @Override
    public void tell(Runnable task) {
        task.run();
    }

    @Override
    public void release() {}
}
