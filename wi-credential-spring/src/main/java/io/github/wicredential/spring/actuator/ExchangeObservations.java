package io.github.wicredential.spring.actuator;

import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityListener;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.spring.internal.IdentityRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An observation, and so a span where there is tracing, for each token request. A request is made on a thread of the
 * library's own, which tells its begin and its end, so it has no parent.
 */
final class ExchangeObservations implements IdentityListener {

    static final String NAME = "azure.wi.exchange";

    private final ObservationRegistry registry;
    private final String identity;
    private final Predicate<IdentityEvent> others;

    // By the thread that makes the request, and what for: an agent's request goes on when its blueprint's has ended.
    // One
    // that was given up is ended by whoever gave it up.
    private final Map<Key, Open> open = new ConcurrentHashMap<>();

    private record Key(Thread thread, Optional<String> agent, String scope) {

        static Key of(IdentityEvent event) {
            return new Key(Thread.currentThread(), event.agent(), event.scope());
        }
    }

    private record Open(String scope, Observation observation) {}

    ExchangeObservations(ObservationRegistry registry, String identity, Predicate<IdentityEvent> others) {
        this.registry = registry;
        this.identity = identity;
        this.others = others;
    }

    /** Observes all identities. */
    static void follow(IdentityRegistry identities, ObservationRegistry registry) {
        identities.follow(one -> one.activity()
                .attachLive(new ExchangeObservations(
                        registry,
                        one.name(),
                        event -> one.identity().blueprint().isEmpty()
                                && event.agent().filter(identities::hasAgent).isPresent())));
    }

    @Override
    public void on(IdentityEvent event) {
        if (others.test(event)) {
            // An agent that is a bean has separate observations.
            return;
        }
        if (event instanceof IdentityEvent.RefreshStarted started) {
            begin(started);
        } else if (event instanceof IdentityEvent.RefreshSucceeded) {
            end(open.remove(Key.of(event)), null);
        } else if (event instanceof IdentityEvent.RefreshFailed failed) {
            Open own = open.remove(Key.of(event));
            end(own == null && failed.tries() > 0 ? givenUp(failed.scope()) : own, failed.failure());
        } else if (event instanceof IdentityEvent.Closed) {
            open.keySet().forEach(key -> end(open.remove(key), null));
        }
    }

    private void begin(IdentityEvent.RefreshStarted started) {
        Observation observation = Observation.createNotStarted(NAME, registry)
                .contextualName("azure workload identity exchange")
                .lowCardinalityKeyValue("azure.wi.identity", identity)
                .lowCardinalityKeyValue(
                        "azure.wi.reason", started.reason().name().toLowerCase(Locale.ROOT))
                .highCardinalityKeyValue("azure.wi.scope", started.scope())
                .start();
        open.put(Key.of(started), new Open(started.scope(), observation));
    }

    private @Nullable Open givenUp(String scope) {
        for (Iterator<Open> all = open.values().iterator(); all.hasNext(); ) {
            Open one = all.next();
            if (one.scope().equals(scope)) {
                all.remove();
                return one;
            }
        }
        return null;
    }

    private static void end(@Nullable Open ended, @Nullable WorkloadIdentityException failure) {
        if (ended == null) {
            return;
        }
        Observation observation = ended.observation();
        observation.lowCardinalityKeyValue(
                "azure.wi.error", failure == null ? FailureLabels.NONE : FailureLabels.error(failure));
        if (failure != null) {
            observation.highCardinalityKeyValue("azure.wi.error.code", FailureLabels.code(failure));
            observation.error(failure);
        }
        if (failure instanceof TokenExchangeException exchange) {
            // Entra's own id of the request, by which its sign-in logs are searched. No secret.
            exchange.correlationId()
                    .ifPresent(id -> observation.highCardinalityKeyValue("azure.wi.correlation.id", id));
        }
        observation.stop();
    }
}
