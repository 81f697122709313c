package io.github.wicredential.internal.events;

import io.github.wicredential.IdentityEvent;
import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;
import java.time.Instant;

/** The events that listeners receive. */
final class EventRecord {

    private EventRecord() {}

    record RefreshStarted(String scope, Reason reason) implements IdentityEvent.RefreshStarted {}

    record RefreshSucceeded(
            String scope, Reason reason, int tries, Duration duration, Instant expiresAt, Instant refreshAt)
            implements IdentityEvent.RefreshSucceeded {}

    record RefreshFailed(
            String scope,
            Reason reason,
            int tries,
            Duration duration,
            WorkloadIdentityException failure,
            Duration retryIn,
            int consecutive,
            boolean tokenStillValid)
            implements IdentityEvent.RefreshFailed {}

    record CallerWaited(String scope, Duration duration, boolean served) implements IdentityEvent.CallerWaited {}

    record CallerFailedFast(String scope, Duration retryIn) implements IdentityEvent.CallerFailedFast {}

    record Invalidated(String scope, boolean accepted) implements IdentityEvent.Invalidated {}

    record NoProgress(String scope, Duration nextTry) implements IdentityEvent.NoProgress {}

    record Lapsed(String scope) implements IdentityEvent.Lapsed {}

    record ClockDiverged(Duration wallAhead) implements IdentityEvent.ClockDiverged {

        @Override
        public String scope() {
            return "";
        }
    }

    record Closed() implements IdentityEvent.Closed {

        @Override
        public String scope() {
            return "";
        }
    }
}
