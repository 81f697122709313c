package io.github.wicredential.examples.quickstart;

import io.github.wicredential.CredentialEvent;
import io.github.wicredential.CredentialListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a credential tells its listeners. */
final class EventLog implements CredentialListener {

    private final List<CredentialEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void on(CredentialEvent event) {
        events.add(event);
    }

    /** The events of one kind, oldest first. */
    <E extends CredentialEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The last event of one kind; there must be one. */
    <E extends CredentialEvent> E last(Class<E> kind) {
        List<E> all = all(kind);
        return all.get(all.size() - 1);
    }
}
