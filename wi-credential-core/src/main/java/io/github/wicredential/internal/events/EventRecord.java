package io.github.wicredential.internal.events;

import io.github.wicredential.IdentityEvent;
import io.github.wicredential.WorkloadIdentityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The events that listeners receive. */
final class EventRecord {

    private EventRecord() {}

    record RefreshStarted(Optional<String> agent, String scope, Reason reason)
            implements IdentityEvent.RefreshStarted {}

    record RefreshSucceeded(
            Optional<String> agent,
            String scope,
            Reason reason,
            int tries,
            Duration duration,
            Instant expiresAt,
            Instant refreshAt)
            implements IdentityEvent.RefreshSucceeded {}

    record RefreshFailed(
            Optional<String> agent,
            String scope,
            Reason reason,
            int tries,
            Duration duration,
            WorkloadIdentityException failure,
            Duration retryIn,
            int consecutive,
            boolean tokenStillValid)
            implements IdentityEvent.RefreshFailed {}

    record CallerWaited(Optional<String> agent, String scope, Duration duration, boolean served)
            implements IdentityEvent.CallerWaited {}

    record CallerFailedFast(Optional<String> agent, String scope, Duration retryIn)
            implements IdentityEvent.CallerFailedFast {}

    record Invalidated(Optional<String> agent, String scope, boolean accepted) implements IdentityEvent.Invalidated {}

    record NoProgress(Optional<String> agent, String scope, Duration nextTry) implements IdentityEvent.NoProgress {}

    record Lapsed(Optional<String> agent, String scope) implements IdentityEvent.Lapsed {}

    record ClockDiverged(Optional<String> agent, Duration wallAhead) implements IdentityEvent.ClockDiverged {

        @Override
        public String scope() {
            return "";
        }
    }

    record Closed(Optional<String> agent) implements IdentityEvent.Closed {

        @Override
        public String scope() {
            return "";
        }
    }
}
