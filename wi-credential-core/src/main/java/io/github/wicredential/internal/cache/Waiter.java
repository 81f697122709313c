package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.docs.Docs;
import io.github.wicredential.internal.failure.Copies;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.runtime.Doing;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One caller that waits for a flight, with its own deadline and without holding up others. */
final class Waiter {

    private final Flight flight;
    private final String scope;
    private final CacheSettings settings;
    private final RefreshRuntime runtime;
    private final long timeout;
    private final long begin;

    /** A caller that has joined the flight and now waits. */
    Waiter(Flight flight, long timeoutNanos) {
        this.flight = flight;
        this.scope = flight.target().scope();
        this.settings = flight.target().settings();
        this.runtime = settings.runtime();
        this.timeout = timeoutNanos;
        this.begin = runtime.nanos();
    }

    /** Waits on the caller's thread. */
    AccessToken await(CompletableFuture<AccessToken> result) {
        @Nullable AccessToken token = null;
        try {
            token = runtime.await(result, timeout);
            flight.served(token);
            return token;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Exceptions.interrupted(
                    "The thread was interrupted while it waited for a token for " + scope
                            + ". The request continues for other callers; call again if the token is still needed.",
                    interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw seen(failure);
        } finally {
            flight.waiters.leave();
            waited(token != null);
        }
    }

    /** Waits without a thread. */
    CompletableFuture<AccessToken> async(CompletableFuture<AccessToken> result) {
        return new Async().waitingFor(result);
    }

    /** The failure as the caller sees it. */
    private WorkloadIdentityException seen(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (failure instanceof WorkloadIdentityException known) {
            return Copies.again(known);
        }
        if (cause instanceof WorkloadIdentityException known) {
            return Copies.again(known);
        }
        if (cause instanceof TimeoutException) {
            WorkloadIdentityException last = flight.lastFailure();
            String within = "No token for " + scope + flight.step() + " within "
                    + Math.max(1, Duration.ofNanos(timeout).toMillis()) + " ms";
            if (last != null) {
                return Exceptions.timeout(
                        within + " (" + failed(flight.tries()) + "the request continues for other callers): "
                                + last.getMessage(),
                        Copies.asCause(last));
            }
            Doing doing = flight.doing();
            return Exceptions.timeout(
                    within + (doing == null ? "; nothing has failed yet" : ", while " + doing)
                            + ". The request continues for other callers.\n  "
                            + (doing != null && doing.call() != null
                                    ? Failures.hanging(doing)
                                    : "Check each step of the way: run the doctor in this pod (" + Docs.started()
                                            + ")."),
                    null);
        }
        return Failures.unexpected(cause);
    }

    /** None of an agent's own while its blueprint's go on. */
    private static String failed(int tries) {
        return tries == 0 ? "" : tries == 1 ? "1 try failed; " : tries + " tries failed; ";
    }

    private void waited(boolean served) {
        settings.events().callerWaited(scope, runtime.nanos() - begin, served);
    }

    /**
     * The future of a caller. It is completed by a thread of the library on which nothing else depends, or by the
     * application's executor, which is called from there. If that refuses, or does not get to it before the caller's
     * deadline, the library's own thread completes the future.
     */
    private final class Async
            implements RefreshRuntime.Wakeable, BiConsumer<@Nullable AccessToken, @Nullable Throwable> {

        private final CompletableFuture<AccessToken> own = new CompletableFuture<>();
        private final RefreshRuntime.Timer timer;
        private final long end;

        // What was passed to the application's executor and may not have run yet.
        private volatile @Nullable Runnable handedOver;

        private volatile boolean timedOut;

        Async() {
            long sum = begin + timeout;
            this.end = sum < 0 ? RefreshRuntime.NEVER : sum;
            this.timer = runtime.timer(this);
        }

        CompletableFuture<AccessToken> waitingFor(CompletableFuture<AccessToken> result) {
            var unusedFlight = result.whenComplete(this);
            if (!timer.update()) {
                unguarded();
            }
            // Also what keeps this reachable: the guard does not.
            var unusedOwn = own.whenComplete((token, failure) -> over());
            return own;
        }

        private void over() {
            timer.cancel();
            flight.waiters.leave();
        }

        /** The flight is over. Called by the thread that ended it, which must not be held up. */
        @Override
        public void accept(@Nullable AccessToken token, @Nullable Throwable failure) {
            if (!own.isDone()) {
                runtime.deliver(settings, () -> deliver(token, failure));
            }
        }

        private void deliver(@Nullable AccessToken token, @Nullable Throwable failure) {
            if (own.isDone()) {
                return;
            }
            waited(token != null);
            if (token != null) {
                flight.served(token);
            }
            Runnable completion = completion(token, failure);
            Executor callbacks = settings.callbacks();
            settings.foreign().run(() -> {
                try {
                    if (callbacks != null) {
                        handedOver = completion;
                        callbacks.execute(completion);
                        return;
                    }
                } catch (Throwable refused) {
                    // It is delivered nevertheless.
                }
                completion.run();
            });
        }

        private Runnable completion(@Nullable AccessToken token, @Nullable Throwable failure) {
            if (token != null) {
                return () -> own.complete(token);
            }
            Throwable seen = seen(failure == null ? new TimeoutException() : failure);
            return () -> own.completeExceptionally(seen);
        }

        private void deliverLate() {
            Runnable completion = handedOver;
            if (completion == null) {
                waited(false);
                completion = completion(null, null);
            }
            settings.foreign().run(completion);
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
                runtime.timeOut(settings, this::deliverLate);
            }
            // Last: if there is no memory for it, the guard tries again.
            timedOut = true;
        }

        @Override
        public void unguarded() {
            runtime.unguardedAfter(Math.max(1, end - runtime.nanos()), this::timeOut);
        }
    }
}
