package io.github.wicredential.spring.internal;

import io.github.wicredential.WorkloadIdentity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * The identities that are beans, also those that the application makes itself, each with its token activity from then
 * on. Thread-safe.
 */
public final class IdentityRegistry implements BeanPostProcessor {

    /**
     * The bean with the credential of the main identity; those of further ones have a dash and their name behind it.
     */
    public static final String CREDENTIAL_BEAN = "workloadIdentityCredential";

    private final ObjectProvider<EarlyIdentity> early;
    private final Map<String, Registered> identities = new TreeMap<>();
    private final List<Consumer<Registered>> followers = new ArrayList<>();

    /** Begins empty; the early identity is from before the beans, and has its activity already. */
    public IdentityRegistry(ObjectProvider<EarlyIdentity> early) {
        this.early = early;
    }

    /** An identity by the name of its bean. */
    public record Registered(String name, WorkloadIdentity identity, TokenActivity activity) {}

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof WorkloadIdentity identity) {
            register(name, identity);
        }
        return bean;
    }

    /** Some identities, by the names of their beans and in the order of these names. */
    public List<Registered> of(Map<String, WorkloadIdentity> beans) {
        return new TreeMap<>(beans)
                .entrySet().stream()
                        .map(bean -> register(bean.getKey(), bean.getValue()))
                        .toList();
    }

    /** Calls back for each identity, those that come later included. */
    public void follow(Consumer<Registered> follower) {
        List<Registered> known;
        synchronized (identities) {
            followers.add(follower);
            known = List.copyOf(identities.values());
        }
        known.forEach(follower);
    }

    /** Whether an agent of an identity is itself a bean, and so has its own activity. */
    public boolean hasAgent(String id) {
        synchronized (identities) {
            return identities.values().stream()
                    .map(Registered::identity)
                    .anyMatch(
                            one -> one.blueprint().isPresent() && one.clientId().equals(id));
        }
    }

    private Registered register(String name, WorkloadIdentity identity) {
        Registered registered;
        List<Consumer<Registered>> notified;
        synchronized (identities) {
            Registered known = identities.get(name);
            if (known != null && known.identity() == identity) {
                return known;
            }
            registered = new Registered(name, identity, activity(identity));
            identities.put(name, registered);
            notified = List.copyOf(followers);
        }
        notified.forEach(follower -> follower.accept(registered));
        return registered;
    }

    private TokenActivity activity(WorkloadIdentity identity) {
        EarlyIdentity before = early.getIfAvailable();
        if (before != null && before.holds(identity)) {
            return before.activity();
        }
        TokenActivity activity = identity.blueprint().isPresent()
                ? TokenActivity.ofAgent(identity.clientId(), InstantSource.system())
                : new TokenActivity(InstantSource.system());
        identity.addListener(activity);
        return activity;
    }
}
