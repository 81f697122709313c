package io.github.wicredential.internal.cache;

import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** How callers wait for a flight: each with a deadline of its own, and none in the way of another. */
final class Waiting {

    private Waiting() {}

    static AccessToken token(Entry entry, Wish wish) {
        AccessToken present = entry.present(wish);
        return present != null ? present : await(entry, entry.join(wish), wish);
    }

    static CompletableFuture<AccessToken> tokenAsync(Entry entry, Wish wish) {
        Flight flight;
        try {
            AccessToken present = entry.present(wish);
            if (present != null) {
                return CompletableFuture.completedFuture(present);
            }
            flight = entry.join(wish);
        } catch (WorkloadIdentityException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return Waiter.of(entry, flight, wish);
    }

    /** What the flight brings. A token that came otherwise in between has freed only those who waited already. */
    static CompletableFuture<AccessToken> result(Entry entry, Flight flight, Wish wish) {
        CompletableFuture<AccessToken> result = flight.waiters.result();
        AccessToken arrived = result.isDone() ? null : entry.present(wish);
        return arrived == null ? result : CompletableFuture.completedFuture(arrived);
    }

    private static AccessToken await(Entry entry, Flight flight, Wish wish) {
        long begin = entry.settings.runtime().nanos();
        @Nullable AccessToken token = null;
        try {
            token = result(entry, flight, wish).get(wish.timeoutNanos(), TimeUnit.NANOSECONDS);
            entry.served(token);
            return token;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Exceptions.interrupted(
                    "The thread was interrupted while it waited for a token for " + entry.target.scope()
                            + ". The request goes on for others; ask again if the token is still wanted.",
                    interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw translate(entry, flight, wish, failure);
        } finally {
            flight.waiters.leave();
            waited(entry, begin, token != null);
        }
    }

    /** What one caller gets to see of a failure. */
    static WorkloadIdentityException translate(Entry entry, Flight flight, Wish wish, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (failure instanceof WorkloadIdentityException known) {
            return Failures.again(known);
        }
        if (cause instanceof WorkloadIdentityException known) {
            return Failures.again(known);
        }
        if (cause instanceof TimeoutException) {
            WorkloadIdentityException last = flight.lastFailure();
            return Exceptions.timeout(
                    "No token for " + entry.target.scope() + " within "
                            + Math.max(1, Duration.ofNanos(wish.timeoutNanos()).toMillis())
                            + " ms. The request goes on; "
                            + (last == null
                                    ? "check egress to the authority, or allow more time."
                                    : "its last try failed:\n" + last.getMessage()),
                    last);
        }
        return Failures.unexpected(cause);
    }

    static void waited(Entry entry, long begin, boolean served) {
        long duration = entry.settings.runtime().nanos() - begin;
        entry.settings.events().callerWaited(entry.target.scope(), duration, served);
    }
}
