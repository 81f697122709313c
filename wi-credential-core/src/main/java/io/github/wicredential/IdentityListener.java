package io.github.wicredential;

/**
 * Receives the events of an identity.
 *
 * <p>Called on threads of the library that do nothing else, never on a caller's: for one identity in the order in which
 * things happen and by one thread at a time. So an event may be received a moment after a caller has its token. The context
 * class loader is the one that was there when the identity was built. A listener that blocks delays the later events of
 * its identity only; beyond 1,024 that wait, events are dropped, which is logged. What it throws is logged and swallowed.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface IdentityListener {

    /**
     * Something happened.
     *
     * @param event what; holds no secret
     */
    void on(IdentityEvent event);

    /**
     * A listener's place with an identity, as {@link WorkloadIdentity#addListener} returns it.
     *
     * @since 0.1.0
     */
    interface Registration extends AutoCloseable {

        /** Removes the listener; it may still receive an event that is on its way. Idempotent. */
        @Override
        void close();
    }
}
