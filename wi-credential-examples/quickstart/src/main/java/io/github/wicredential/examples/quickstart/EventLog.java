package io.github.wicredential.examples.quickstart;

import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a credential tells its listeners. */
final class EventLog implements IdentityListener {

    private final List<IdentityEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public synchronized void on(IdentityEvent event) {
        events.add(event);
        notifyAll();
    }

    /** Waits for the first event of a kind, 5 s at most: listeners are told shortly after the call, by another thread. */
    synchronized void await(Class<? extends IdentityEvent> kind) {
        long end = System.nanoTime() + 5_000_000_000L;
        for (long left = 5_000; all(kind).isEmpty() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            try {
                wait(left);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The events of one kind, oldest first. */
    <E extends IdentityEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The last event of one kind; there must be one. */
    <E extends IdentityEvent> E last(Class<E> kind) {
        List<E> all = all(kind);
        return all.get(all.size() - 1);
    }
}
