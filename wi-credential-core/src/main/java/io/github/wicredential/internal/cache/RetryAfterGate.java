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
 * Holds back every request of one client for one tenant of an authority after the authority asked for a pause,
 * whichever identity of the process makes it. Other tenants are not held back: throttling is per tenant.
 */
final class RetryAfterGate {

    /** A pause until a running time, because the request for a scope was refused. */
    record Pause(long until, String scope, WorkloadIdentityException cause) {}

    /**
     * The pause that ends last, the number of consecutive refusals without a duration, and when the last of them
     * arrived.
     */
    private record Known(@Nullable Pause pause, int inARow, long since) {

        Known with(Pause asked) {
            boolean longer = pause == null || pause.until() <= asked.until();
            return new Known(longer ? asked : pause, inARow, since);
        }
    }

    /** A gate for as long as an identity uses it. */
    private static final class Shared extends WeakReference<RetryAfterGate> {

        private final List<Object> key;

        Shared(List<Object> key, RetryAfterGate gate) {
            super(gate, UNHELD);
            this.key = key;
        }
    }

    // Changed by code that creates an identity; unused gates are removed with the next one.
    private static final Map<List<Object>, Shared> SHARED = new ConcurrentHashMap<>();
    private static final ReferenceQueue<RetryAfterGate> UNHELD = new ReferenceQueue<>();

    // Written by the worker that received the answer, under the monitor; the end only ever moves further out.
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

    /** The authority has asked for a pause. */
    synchronized void asked(Pause asked) {
        known = known.with(asked);
    }

    /**
     * The authority has throttled a request without saying for how long: a pause that grows with each one in a row,
     * unless a token serves callers, which has its own pauses.
     *
     * <p>A request that was {@code sent} before the last refusal came counts as that one. A token still serves callers
     * for {@code served}; {@link Long#MAX_VALUE} if none does.
     */
    synchronized void refused(
            long sent, long now, long served, double random, String scope, WorkloadIdentityException cause) {
        Known last = known;
        boolean same = last.inARow() > 0 && sent < last.since();
        boolean grows = !same && served == Long.MAX_VALUE;
        int inARow = grows ? last.inARow() + 1 : Math.max(1, last.inARow());
        long pause = Math.min(served, RetryPolicy.throttled(inARow, random));
        known = new Known(last.pause(), inARow, same ? last.since() : now).with(new Pause(now + pause, scope, cause));
    }

    /** The authority has answered. */
    void answered() {
        if (known.inARow() > 0) {
            forget();
        }
    }

    private synchronized void forget() {
        known = new Known(known.pause(), 0, 0);
    }

    /** The current pause, or null. */
    @Nullable
    Pause pauseAt(long nanos) {
        Pause current = known.pause();
        return current != null && nanos < current.until() ? current : null;
    }

    /** When requests may be sent again; in the past if they may be sent now. */
    long until() {
        Pause current = known.pause();
        return current == null ? 0 : current.until();
    }
}
