package io.github.wicredential.internal.events;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.IdentityListener;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.runtime.ForeignCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of one identity to listeners, log and Flight Recorder. An event is built only if it is
 * received.
 *
 * <p>INFO once when the identity is built; WARN when a refresh fails while a token still serves, at most once a
 * minute, and once when more tokens are in use than are cached; DEBUG for the rest. Nothing is logged as an error
 * that a caller also receives as an exception.
 */
public final class IdentityEvents {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.wicredential");
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);
    private static final long NEVER_WARNED = Long.MIN_VALUE;

    private static final int MOST_PENDING = 1024;

    // For an agent, its blueprint: events go through the blueprint's queue and to its listeners, too.
    private final @Nullable IdentityEvents blueprint;
    private final Optional<String> agent;

    private final CopyOnWriteArrayList<IdentityListener> listeners;
    private final LongSupplier nanos;
    private final Executor teller;
    private final ForeignCode foreign = ForeignCode.ofThisThread();

    // Running time of the last warning; written by the delivering thread.
    private final AtomicLong warned = new AtomicLong(NEVER_WARNED);

    // Events that are still to be delivered, in order, by one thread at a time. All under the queue's monitor.
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private boolean telling;
    private long dropped;

    /** An event and its owner: this identity or one of its agents. */
    private record Pending(IdentityEvent event, IdentityEvents source) {}

    /** The events of one identity, delivered immediately on the thread that causes them. */
    public IdentityEvents(List<IdentityListener> listeners, LongSupplier nanos) {
        this(listeners, nanos, Runnable::run);
    }

    /** The events of one identity, delivered on {@code teller} with the context class loader of this thread. */
    public IdentityEvents(List<IdentityListener> listeners, LongSupplier nanos, Executor teller) {
        this.blueprint = null;
        this.agent = Optional.empty();
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.nanos = nanos;
        this.teller = teller;
    }

    private IdentityEvents(IdentityEvents blueprint, String agent) {
        this.blueprint = blueprint;
        this.agent = Optional.of(agent);
        this.listeners = new CopyOnWriteArrayList<>();
        this.nanos = blueprint.nanos;
        this.teller = blueprint.teller;
    }

    /**
     * The events of an agent identity of this blueprint: in one order with the blueprint's own, and received by its
     * listeners, too.
     */
    public IdentityEvents ofAgent(String id) {
        return new IdentityEvents(this, id);
    }

    /** Adds a listener for future events. */
    public IdentityListener.Registration add(IdentityListener listener) {
        // A separate object, so that closing one registration of a listener leaves another registration of the same
        // listener in place.
        IdentityListener own = event -> listener.on(event);
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** Logs this identity once; {@code tokenFile} is null for the application's own source. */
    public void built(String clientId, String tenantId, URI authority, @Nullable Path tokenFile) {
        LOG.info(
                "Workload identity: client {} in tenant {}, tokens from {}, assertion from {}",
                clientId,
                tenantId,
                authority,
                tokenFile == null ? "the application's own source" : tokenFile);
    }

    /** Logs that an agent identity was created; there may be many. */
    public void builtAgent(String id, String clientId) {
        LOG.debug("Agent identity {} of blueprint {}", id, clientId);
    }

    /** Warns that more tokens are in use than the {@code maximum} that are cached. Called once. */
    public void full(long maximum) {
        LOG.warn(
                "More tokens are in use than the {} that are cached (maximumTokens). For each new "
                        + "one, a token that was not used recently is dropped, and costs a request when it is "
                        + "used again: raise maximumTokens.",
                maximum);
    }

    /** A request is about to be made. */
    public void refreshStarted(String scope, Reason reason) {
        if (observed()) {
            enqueue(new EventRecord.RefreshStarted(agent, scope, reason));
        }
    }

    /** A new token was obtained. */
    public void refreshSucceeded(String scope, Reason reason, int tries, long durationNanos, AccessToken token) {
        if (observed()) {
            enqueue(new EventRecord.RefreshSucceeded(
                    agent,
                    scope,
                    reason,
                    tries,
                    Duration.ofNanos(durationNanos),
                    token.expiresAt(),
                    token.refreshAt()));
        }
    }

    /** No token was obtained. Always built, because it may be a warning. */
    public void refreshFailed(
            String scope,
            Reason reason,
            int tries,
            long durationNanos,
            WorkloadIdentityException failure,
            long retryInNanos,
            int consecutive,
            boolean tokenStillValid) {
        enqueue(new EventRecord.RefreshFailed(
                agent,
                scope,
                reason,
                tries,
                Duration.ofNanos(durationNanos),
                failure,
                Duration.ofNanos(retryInNanos),
                consecutive,
                tokenStillValid));
    }

    /** A caller without a valid token waited for one. */
    public void callerWaited(String scope, long durationNanos, boolean served) {
        if (observed()) {
            enqueue(new EventRecord.CallerWaited(agent, scope, Duration.ofNanos(durationNanos), served));
        }
    }

    /** A caller without a valid token failed immediately. */
    public void callerFailedFast(String scope, long retryInNanos) {
        if (observed()) {
            enqueue(new EventRecord.CallerFailedFast(agent, scope, Duration.ofNanos(retryInNanos)));
        }
    }

    /** A token was reported as rejected. */
    public void invalidated(String scope, boolean accepted) {
        if (observed()) {
            enqueue(new EventRecord.Invalidated(agent, scope, accepted));
        }
    }

    /** The authority answered with a token that expires no later than the current one. */
    public void noProgress(String scope, long nextTryNanos) {
        if (observed()) {
            enqueue(new EventRecord.NoProgress(agent, scope, Duration.ofNanos(nextTryNanos)));
        }
    }

    /** The token was not used, so it is left to expire. May be called by the guard. */
    public void lapsed(String scope) {
        enqueue(new EventRecord.Lapsed(agent, scope));
    }

    /** The wall clock and the running time diverged. May be called by the guard. */
    public void clockDiverged(long wallAheadNanos) {
        enqueue(new EventRecord.ClockDiverged(agent, Duration.ofNanos(wallAheadNanos)));
    }

    /** The identity was closed. */
    public void closed() {
        if (observed()) {
            enqueue(new EventRecord.Closed(agent));
        }
    }

    /** Whether events other than failures are received. Calls the log, which is foreign code: not for the guard. */
    boolean observed() {
        try {
            return !listeners.isEmpty()
                    || (blueprint != null && !blueprint.listeners.isEmpty())
                    || LOG.isDebugEnabled()
                    || FlightRecords.recording();
        } catch (Throwable ignored) {
            // What cannot be told must not cost a token.
            return false;
        }
    }

    /**
     * Passes an event to its receivers, in the order of the calls. Never throws, and does not run application code
     * itself unless the executor does. While a listener blocks, the others of this identity wait, and events that no
     * longer fit into the queue are dropped.
     */
    private void enqueue(IdentityEvent event) {
        (blueprint == null ? this : blueprint).enqueue(new Pending(event, this));
    }

    private void enqueue(Pending event) {
        try {
            synchronized (pending) {
                if (pending.size() >= MOST_PENDING) {
                    dropped++;
                    return;
                }
                pending.addLast(event);
                if (telling) {
                    return;
                }
                telling = true;
            }
            hire();
        } catch (Throwable ignored) {
            // What cannot be told must not cost a token.
        }
    }

    private void hire() {
        try {
            teller.execute(this::tellPending);
        } catch (Throwable refused) {
            synchronized (pending) {
                telling = false;
            }
        }
    }

    private void tellPending() {
        for (Pending next = next(); next != null; next = next()) {
            tell(next.event, next.source);
        }
    }

    private @Nullable Pending next() {
        long lost;
        Pending event;
        synchronized (pending) {
            event = pending.pollFirst();
            telling = event != null;
            lost = event == null ? dropped : 0;
            dropped -= lost;
        }
        if (lost > 0) {
            LOG.warn("{} events were dropped: a listener or the log did not keep up. Listeners must not block.", lost);
        }
        return event;
    }

    private void tell(IdentityEvent event, IdentityEvents source) {
        try {
            foreign.run(() -> log(event));
            FlightRecords.record(event);
        } catch (Throwable ignored) {
            // A failing log must not prevent a token.
        }
        tell(event, listeners);
        if (source != this) {
            tell(event, source.listeners);
        }
    }

    private void tell(IdentityEvent event, List<IdentityListener> receivers) {
        for (IdentityListener listener : receivers) {
            try {
                foreign.run(() -> listener.on(event));
            } catch (Throwable thrown) {
                swallowed(event, thrown);
            }
        }
    }

    private static void swallowed(IdentityEvent event, Throwable thrown) {
        try {
            LOG.debug(
                    "A listener failed on {}: {}",
                    event.getClass().getSimpleName(),
                    thrown.getClass().getName());
        } catch (Throwable ignored) {
            // As above.
        }
    }

    private void log(IdentityEvent event) {
        if (event instanceof IdentityEvent.RefreshFailed failed && failed.tokenStillValid() && mayWarn()) {
            LOG.warn(
                    "No new token for {}{} ({} in a row); the current one is still valid, next try in {} s. {}",
                    failed.scope(),
                    failed.agent().map(" of agent "::concat).orElse(""),
                    failed.consecutive(),
                    failed.retryIn().toSeconds(),
                    failed.failure().getMessage());
        } else if (LOG.isDebugEnabled()) {
            LOG.debug("{}", event);
        }
    }

    private boolean mayWarn() {
        long now = nanos.getAsLong();
        long last = warned.get();
        return (last == NEVER_WARNED || now - last >= BETWEEN_WARNINGS) && warned.compareAndSet(last, now);
    }
}
