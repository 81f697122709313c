package io.github.wicredential.internal.events;

import io.github.wicredential.CredentialEvent;
import io.github.wicredential.CredentialListener;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
public final class CredentialEvents {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.wicredential");
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);
    private static final long NEVER_WARNED = Long.MIN_VALUE;

    private final CopyOnWriteArrayList<CredentialListener> listeners;
    private final LongSupplier nanos;

    // Running time of the last warning; written by the worker that warns.
    private final AtomicLong warned = new AtomicLong(NEVER_WARNED);

    /**
     * Makes the events of one credential.
     *
     * @param listeners who hears them
     * @param nanos running time
     */
    public CredentialEvents(List<CredentialListener> listeners, LongSupplier nanos) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.nanos = nanos;
    }

    /**
     * Adds somebody who hears what happens from now on.
     *
     * @param added the listener
     */
    public void add(CredentialListener added) {
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

    /**
     * Whether anybody would hear this event.
     *
     * @param event what happened
     * @return false if it need not be told
     */
    public boolean heard(CredentialEvent event) {
        return !listeners.isEmpty() || event instanceof CredentialEvent.RefreshFailed || LOG.isDebugEnabled();
    }

    /**
     * Tells everybody. Never throws.
     *
     * @param event what happened, or null for nothing
     */
    public void emit(@Nullable CredentialEvent event) {
        if (event == null) {
            return;
        }
        try {
            log(event);
            FlightRecords.record(event);
        } catch (Throwable ignored) {
            // A failing log must not cost a token.
        }
        for (CredentialListener listener : listeners) {
            try {
                listener.on(event);
            } catch (Throwable thrown) {
                swallowed(event, thrown);
            }
        }
    }

    private static void swallowed(CredentialEvent event, Throwable thrown) {
        try {
            LOG.debug(
                    "A listener failed on {}: {}",
                    event.getClass().getSimpleName(),
                    thrown.getClass().getName());
        } catch (Throwable ignored) {
            // As above.
        }
    }

    private void log(CredentialEvent event) {
        if (event instanceof CredentialEvent.RefreshFailed failed && failed.tokenStillValid() && mayWarn()) {
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
