package io.github.wicredential.internal.events;

import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityListener;
import io.github.wicredential.internal.runtime.ForeignCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners, the log and Flight Recorder of one credential what happens.
 *
 * <p>INFO once when the credential is built; WARN when a renewal fails while a token still serves, at most once a
 * minute, and once when more kinds of token are in use than are kept; DEBUG for the rest. Nothing is logged as an error that a caller also gets as an exception.
 */
public final class IdentityEvents {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.wicredential");
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);
    private static final long NEVER_WARNED = Long.MIN_VALUE;

    private static final int MOST_PENDING = 1024;

    private final CopyOnWriteArrayList<IdentityListener> listeners;
    private final LongSupplier nanos;
    private final Executor teller;
    private final ForeignCode foreign = ForeignCode.ofThisThread();

    // Running time of the last warning; written by the thread that tells.
    private final AtomicLong warned = new AtomicLong(NEVER_WARNED);

    // What is still to be told, in order, by one thread at a time. All under the queue's monitor.
    private final ArrayDeque<IdentityEvent> pending = new ArrayDeque<>();
    private boolean telling;
    private long dropped;

    /**
     * Makes the events of one credential, told at once by whoever makes one happen.
     *
     * @param listeners who hears them
     * @param nanos running time
     */
    public IdentityEvents(List<IdentityListener> listeners, LongSupplier nanos) {
        this(listeners, nanos, Runnable::run);
    }

    /**
     * Makes the events of one credential. Listeners get to see the context class loader of the present thread.
     *
     * @param listeners who hears them
     * @param nanos running time
     * @param teller runs what tells them
     */
    public IdentityEvents(List<IdentityListener> listeners, LongSupplier nanos, Executor teller) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.nanos = nanos;
        this.teller = teller;
    }

    /**
     * Adds somebody who hears what happens from now on.
     *
     * @param added the listener
     */
    public void add(IdentityListener added) {
        listeners.add(added);
    }

    /**
     * Says once who this credential is.
     *
     * @param clientId the application
     * @param tenantId its tenant
     * @param authority who is asked
     * @param tokenFile where the assertion comes from, or null for a source of the application's own
     */
    public void built(String clientId, String tenantId, URI authority, @Nullable Path tokenFile) {
        LOG.info(
                "Workload identity: client {} in tenant {}, tokens from {}, assertion from {}",
                clientId,
                tenantId,
                authority,
                tokenFile == null ? "the application's own source" : tokenFile);
    }

    /**
     * Says that more kinds of token are in use than are kept. Called once.
     *
     * @param maximum how many are kept
     */
    public void full(long maximum) {
        LOG.warn(
                "More kinds of token are in use than the {} that are kept (maximumTokens). The one that was used least "
                        + "is dropped for each new one, and costs a request when it is used again: raise maximumTokens.",
                maximum);
    }

    /** Whether anybody would hear this event. */
    boolean heard(IdentityEvent event) {
        return !listeners.isEmpty() || event instanceof IdentityEvent.RefreshFailed || LOG.isDebugEnabled();
    }

    /**
     * Tells everybody, in the order of the calls. Never throws, and runs none of the application's code itself unless
     * the teller does. While a listener blocks, the others of this credential wait, and what no longer fits into the
     * queue is dropped.
     *
     * @param event what happened, or null for nothing
     */
    public void emit(@Nullable IdentityEvent event) {
        try {
            if (event != null && (heard(event) || FlightRecords.recording())) {
                emitFromGuard(event);
            }
        } catch (Throwable ignored) {
            // What cannot be told must not cost a token.
        }
    }

    /**
     * As {@link #emit}, without asking the log first, which is foreign code.
     *
     * @param event what happened
     */
    public void emitFromGuard(IdentityEvent event) {
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
        for (IdentityEvent event = next(); event != null; event = next()) {
            tell(event);
        }
    }

    private @Nullable IdentityEvent next() {
        long lost;
        IdentityEvent event;
        synchronized (pending) {
            event = pending.pollFirst();
            telling = event != null;
            lost = event == null ? dropped : 0;
            dropped -= lost;
        }
        if (lost > 0) {
            LOG.warn("{} events were not told: a listener or the log did not keep up. Listeners must not block.", lost);
        }
        return event;
    }

    private void tell(IdentityEvent event) {
        try {
            foreign.run(() -> log(event));
            FlightRecords.record(event);
        } catch (Throwable ignored) {
            // A failing log must not cost a token.
        }
        for (IdentityListener listener : listeners) {
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
                    "No new token for {} ({} in a row); the present one still serves, next try in {} s. {}",
                    failed.scope(),
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
