package io.github.wicredential.internal.cache;

import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds back every request of one client to one authority after the authority asked for a pause, whichever credential
 * of the process makes it.
 */
final class RetryAfterGate {

    /** A pause that was asked for. */
    record Pause(long until, WorkloadIdentityException cause) {}

    /** A gate for as long as a credential has it. */
    private static final class Shared extends WeakReference<RetryAfterGate> {

        private final List<Object> key;

        Shared(List<Object> key, RetryAfterGate gate) {
            super(gate, UNHELD);
            this.key = key;
        }
    }

    // Changed by whoever makes a credential; what nobody has any more goes with the next.
    private static final Map<List<Object>, Shared> SHARED = new ConcurrentHashMap<>();
    private static final ReferenceQueue<RetryAfterGate> UNHELD = new ReferenceQueue<>();

    // Written by the worker that got the answer; only ever moves the end further out.
    private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();

    private RetryAfterGate() {}

    static RetryAfterGate of(RefreshRuntime runtime, URI authority, String clientId) {
        for (Reference<?> unheld = UNHELD.poll(); unheld != null; unheld = UNHELD.poll()) {
            SHARED.remove(((Shared) unheld).key, unheld);
        }
        List<Object> key = List.of(runtime, authority, clientId);
        RetryAfterGate made = new RetryAfterGate();
        while (true) {
            Shared shared = SHARED.computeIfAbsent(key, absent -> new Shared(absent, made));
            RetryAfterGate gate = shared.get();
            if (gate != null) {
                return gate;
            }
            SHARED.remove(key, shared);
        }
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
