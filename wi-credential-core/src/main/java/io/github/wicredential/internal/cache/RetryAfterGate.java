package io.github.wicredential.internal.cache;

import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds back every request of one client for one tenant of an authority after the authority asked for a pause, whichever
 * credential of the process makes it. Other tenants are not held back: throttling is by tenant.
 */
final class RetryAfterGate {

    /**
     * A pause.
     *
     * @param until running time of its end
     * @param scope whose request was refused
     * @param cause how
     */
    record Pause(long until, String scope, WorkloadIdentityException cause) {}

    /**
     * What is known of the authority's patience.
     *
     * @param pause the pause that ends last, or null
     * @param inARow how many refusals in a row did not say for how long
     * @param since running time of the last of them
     */
    private record Known(@Nullable Pause pause, int inARow, long since) {

        Known with(Pause asked) {
            boolean longer = pause == null || pause.until() <= asked.until();
            return new Known(longer ? asked : pause, inARow, since);
        }
    }

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

    // Written by the worker that got the answer, under the monitor; only ever moves the end further out.
    private volatile Known known = new Known(null, 0, 0);

    private RetryAfterGate() {}

    static RetryAfterGate of(RefreshRuntime runtime, URI authority, String clientId, String tenant) {
        for (Reference<?> unheld = UNHELD.poll(); unheld != null; unheld = UNHELD.poll()) {
            SHARED.remove(((Shared) unheld).key, unheld);
        }
        List<Object> key = List.of(runtime, authority, clientId, tenant.toLowerCase(Locale.ROOT));
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

    /** For as long as the authority has asked. */
    synchronized void close(Pause asked) {
        known = known.with(asked);
    }

    /**
     * For a while, the authority not having said for how long: longer each time in a row, unless a token serves, which
     * has pauses of its own.
     *
     * @param sent when the refused request left; one that left before the last refusal came counts as that one
     * @param now running time
     * @param served for how long a token still serves callers; {@link Long#MAX_VALUE} if none does
     * @param random a number from 0 to 1
     * @param scope whose request was refused
     * @param cause how
     */
    synchronized void close(
            long sent, long now, long served, double random, String scope, WorkloadIdentityException cause) {
        Known last = known;
        boolean same = last.inARow() > 0 && sent < last.since();
        boolean grows = !same && served == Long.MAX_VALUE;
        int inARow = grows ? last.inARow() + 1 : Math.max(1, last.inARow());
        long pause = Math.min(served, FailureClass.throttled(inARow, random));
        known = new Known(last.pause(), inARow, same ? last.since() : now).with(new Pause(now + pause, scope, cause));
    }

    /** The authority has answered. */
    void passed() {
        if (known.inARow() > 0) {
            forget();
        }
    }

    private synchronized void forget() {
        known = new Known(known.pause(), 0, 0);
    }

    @Nullable
    Pause closed(long nanos) {
        Pause present = known.pause();
        return present != null && nanos < present.until() ? present : null;
    }

    /** When requests may leave again; in the past if they may now. */
    long until() {
        Pause present = known.pause();
        return present == null ? 0 : present.until();
    }
}
