package io.github.wicredential.spring.internal.watch;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.spring.internal.bootstrap.EarlyIdentity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Keeps a journal of each identity that is a bean, also of those that the application makes itself. Thread-safe. */
public final class IdentityWatch implements BeanPostProcessor {

    private final ObjectProvider<EarlyIdentity> early;
    private final Map<String, WatchedIdentity> identities = new TreeMap<>();
    private final List<Consumer<WatchedIdentity>> followers = new ArrayList<>();

    /**
     * Begins to watch.
     *
     * @param early the identity that was there before the beans, and has a journal already
     */
    public IdentityWatch(ObjectProvider<EarlyIdentity> early) {
        this.early = early;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof WorkloadIdentity identity) {
            watch(name, identity);
        }
        return bean;
    }

    /**
     * The watched ones of some identities.
     *
     * @param beans the identities by the names of their beans
     * @return the same in the order of their names, each watched from now on at least
     */
    public List<WatchedIdentity> of(Map<String, WorkloadIdentity> beans) {
        return new TreeMap<>(beans)
                .entrySet().stream()
                        .map(bean -> watch(bean.getKey(), bean.getValue()))
                        .toList();
    }

    /**
     * Calls back for each identity, those that come later included.
     *
     * @param follower what to do with it
     */
    public void follow(Consumer<WatchedIdentity> follower) {
        List<WatchedIdentity> present;
        synchronized (identities) {
            followers.add(follower);
            present = List.copyOf(identities.values());
        }
        present.forEach(follower);
    }

    private WatchedIdentity watch(String name, WorkloadIdentity identity) {
        WatchedIdentity watched;
        List<Consumer<WatchedIdentity>> told;
        synchronized (identities) {
            WatchedIdentity known = identities.get(name);
            if (known != null && known.identity() == identity) {
                return known;
            }
            watched = new WatchedIdentity(name, identity, journal(identity));
            identities.put(name, watched);
            told = List.copyOf(followers);
        }
        told.forEach(follower -> follower.accept(watched));
        return watched;
    }

    private Journal journal(WorkloadIdentity identity) {
        EarlyIdentity before = early.getIfAvailable();
        if (before != null && before.made() != null && before.made().identity() == identity) {
            return before.journal();
        }
        Journal journal = new Journal(InstantSource.system());
        identity.addListener(journal);
        return journal;
    }
}
