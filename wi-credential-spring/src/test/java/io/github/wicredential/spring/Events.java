package io.github.wicredential.spring;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.events.IdentityEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Events as the library makes them. */
public final class Events {

    private static final long TOOK = Duration.ofMillis(80).toNanos();

    private Events() {}

    public static IdentityEvent of(Consumer<IdentityEvents> happening) {
        List<IdentityEvent> received = new ArrayList<>();
        happening.accept(new IdentityEvents(List.of(received::add), () -> 0));
        return received.get(0);
    }

    public static IdentityEvent started(String scope, Reason reason) {
        return of(events -> events.refreshStarted(scope, reason));
    }

    public static IdentityEvent succeeded(String scope, Instant expiresAt, Instant refreshAt) {
        AccessToken token = new AccessToken("", expiresAt, refreshAt);
        return of(events -> events.refreshSucceeded(scope, Reason.COLD, 1, TOOK, token));
    }

    public static IdentityEvent failed(
            String scope, int tries, WorkloadIdentityException failure, Duration retryIn, boolean tokenStillValid) {
        return of(events ->
                events.refreshFailed(scope, Reason.DUE, tries, TOOK, failure, retryIn.toNanos(), 1, tokenStillValid));
    }
}
