package io.github.wicredential;

/**
 * Receives the events of an identity.
 *
 * <p>Called on dedicated threads of the library, never on a caller's thread. The events of one identity arrive in order
 * and one at a time, possibly a moment after a caller has received its token. The context class loader is the one that
 * was set when the identity was built. A listener that blocks delays only the later events of its identity; once 1,024
 * events are waiting, further events are dropped and this is logged. Exceptions thrown by a listener are logged and
 * ignored.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface IdentityListener {

    /**
     * Receives an event.
     *
     * @param event the event; contains no secret
     */
    void on(IdentityEvent event);

    /**
     * The registration of a listener, returned by {@link WorkloadIdentity#addListener}.
     *
     * @since 0.1.0
     */
    interface Registration extends AutoCloseable {

        /** Removes the listener, which may still receive events that were already queued. Idempotent. */
        @Override
        void close();
    }
}
