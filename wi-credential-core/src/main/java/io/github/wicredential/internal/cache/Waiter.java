package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A caller that waits without a thread. Its future is completed by a thread of the library on which nobody else depends,
 * or by the application's executor, which is called from there. Should that refuse, or not come to it before the
 * caller's time is over, the library's own thread completes the future all the same.
 */
final class Waiter implements RefreshRuntime.Sleeper, BiConsumer<@Nullable AccessToken, @Nullable Throwable> {

    private final CompletableFuture<AccessToken> own = new CompletableFuture<>();
    private final Entry entry;
    private final Flight flight;
    private final Wish wish;
    private final RefreshRuntime runtime;
    private final RefreshRuntime.Timer timer;
    private final long begin;
    private final long end;

    // What the application's executor was given and has perhaps not run.
    private volatile @Nullable Runnable handedOver;

    private volatile boolean timedOut;

    private Waiter(Entry entry, Flight flight, Wish wish) {
        this.entry = entry;
        this.flight = flight;
        this.wish = wish;
        this.runtime = entry.settings.runtime();
        this.begin = runtime.nanos();
        long sum = begin + wish.timeoutNanos();
        this.end = sum < 0 ? RefreshRuntime.NEVER : sum;
        this.timer = runtime.timer(this);
    }

    /** The caller's future, which fails with a time-out if the flight does not end in time. */
    static CompletableFuture<AccessToken> of(Entry entry, Flight flight, Wish wish) {
        Waiter waiter = new Waiter(entry, flight, wish);
        var unusedFlight = Waiting.result(entry, flight, wish).whenComplete(waiter);
        if (!waiter.timer.update()) {
            waiter.unguarded();
        }
        // Also what keeps the waiter reachable: the guard does not.
        var unusedOwn = waiter.own.whenComplete((token, failure) -> waiter.over());
        return waiter.own;
    }

    private void over() {
        timer.cancel();
        flight.waiters.leave();
    }

    /** The flight is over. Called by whoever ended it, who must not be held up. */
    @Override
    public void accept(@Nullable AccessToken token, @Nullable Throwable failure) {
        if (!own.isDone()) {
            runtime.deliver(entry.settings, () -> deliver(token, failure));
        }
    }

    private void deliver(@Nullable AccessToken token, @Nullable Throwable failure) {
        if (own.isDone()) {
            return;
        }
        Waiting.waited(entry, begin, token != null);
        if (token != null) {
            entry.served(token);
        }
        Runnable completion = completion(token, failure);
        Executor callbacks = entry.settings.callbacks();
        entry.settings.foreign().run(() -> {
            try {
                if (callbacks != null) {
                    handedOver = completion;
                    callbacks.execute(completion);
                    return;
                }
            } catch (Throwable refused) {
                // It is delivered all the same.
            }
            completion.run();
        });
    }

    private Runnable completion(@Nullable AccessToken token, @Nullable Throwable failure) {
        if (token != null) {
            return () -> own.complete(token);
        }
        Throwable seen = Waiting.translate(entry, flight, wish, failure == null ? new TimeoutException() : failure);
        return () -> own.completeExceptionally(seen);
    }

    private void deliverLate() {
        Runnable completion = handedOver;
        if (completion == null) {
            Waiting.waited(entry, begin, false);
            completion = completion(null, null);
        }
        entry.settings.foreign().run(completion);
    }

    @Override
    public long nextWake() {
        return timedOut || own.isDone() ? RefreshRuntime.NEVER : end;
    }

    @Override
    public void wake() {
        if (runtime.nanos() >= end) {
            timeOut();
        }
    }

    private void timeOut() {
        if (!own.isDone()) {
            runtime.timeOut(entry.settings, this::deliverLate);
        }
        // Last: without the memory for it the guard comes again.
        timedOut = true;
    }

    /** For want of a guard only: the JDK's own timer may hold on to who used it first, before Java 24. */
    @Override
    public void unguarded() {
        var unusedAlarm = new CompletableFuture<Boolean>()
                .completeOnTimeout(true, Math.max(1, end - runtime.nanos()), TimeUnit.NANOSECONDS)
                .thenRun(this::timeOut);
    }

    @Override
    public void clockDiverged(long wallAheadNanos) {
        // Callers wait in running time.
    }
}
