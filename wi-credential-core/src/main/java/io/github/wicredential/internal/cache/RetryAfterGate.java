package io.github.wicredential.internal.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds back every request of one client to one authority after the authority asked for a pause, whichever credential
 * of the process makes it.
 */
final class RetryAfterGate {

    private record Key(RefreshRuntime runtime, URI authority, String clientId) {}

    /** A pause that was asked for. */
    record Pause(long until, WorkloadIdentityException cause) {}

    private static final Cache<Key, RetryAfterGate> SHARED =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

    // Written by the worker that got the answer; only ever moves the end further out.
    private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();

    private RetryAfterGate() {}

    static RetryAfterGate of(RefreshRuntime runtime, URI authority, String clientId) {
        return SHARED.get(new Key(runtime, authority, clientId), key -> new RetryAfterGate());
    }

    void close(long until, WorkloadIdentityException cause) {
        Pause asked = new Pause(until, cause);
        pause.accumulateAndGet(
                asked,
                (present, given) ->
                        present != null && given != null && present.until() > given.until() ? present : given);
    }

    @Nullable
    Pause closed(long nanos) {
        Pause present = pause.get();
        return present != null && nanos < present.until() ? present : null;
    }

    /** When requests may leave again; in the past if they may now. */
    long until() {
        Pause present = pause.get();
        return present == null ? 0 : present.until();
    }
}
