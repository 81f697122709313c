package io.github.wicredential.spring.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.spring.Events;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ExchangeObservationsTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private final List<Observation.Context> started = new CopyOnWriteArrayList<>();
    private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();
    private final ExchangeObservations observations =
            new ExchangeObservations(registry(), "workloadIdentity", event -> false);

    @Test
    void aRequestIsOneObservation() {
        observations.on(Events.started(SCOPE, Reason.COLD));
        assertThat(started).hasSize(1);
        assertThat(stopped).isEmpty();
        observations.on(Events.succeeded(SCOPE, Instant.MAX, Instant.MAX));
        assertThat(stopped).hasSize(1);
        Observation.Context context = stopped.get(0);
        assertThat(context.getName()).isEqualTo("azure.wi.exchange");
        assertThat(context.getError()).isNull();
        assertThat(low(context))
                .isEqualTo(Map.of(
                        "azure.wi.identity", "workloadIdentity",
                        "azure.wi.reason", "cold",
                        "azure.wi.error", "none"));
        assertThat(high(context)).isEqualTo(Map.of("azure.wi.scope", SCOPE));
    }

    @Test
    void aFailureIsToldWithItsCodeAndTheIdByWhichEntraKnowsIt() {
        observations.on(Events.started(SCOPE, Reason.DUE));
        observations.on(failed(refused(), 1));
        Observation.Context context = stopped.get(0);
        assertThat(context.getError()).isInstanceOf(TokenExchangeException.class);
        assertThat(low(context)).containsEntry("azure.wi.error", "refused");
        assertThat(high(context))
                .containsEntry("azure.wi.error.code", "AADSTS700213")
                .containsEntry("azure.wi.correlation.id", "6a7fa3b1-4d0a-4b64-9d0d-7f4a5c2b1e00");
    }

    @Test
    void aRequestThatIsGivenUpByAnotherThreadIsEnded() throws Exception {
        Thread worker = new Thread(() -> observations.on(Events.started(SCOPE, Reason.DUE)));
        worker.start();
        worker.join(10_000);
        observations.on(failed(refused(), 1));
        assertThat(stopped).hasSize(1);
    }

    @Test
    void aRequestThatCouldNotBeginEndsNoOther() throws Exception {
        Thread worker = new Thread(() -> observations.on(Events.started(SCOPE, Reason.DUE)));
        worker.start();
        worker.join(10_000);
        observations.on(failed(refused(), 0));
        assertThat(stopped).isEmpty();
        observations.on(Events.of(IdentityEvents::closed));
        assertThat(stopped).hasSize(1);
    }

    private ObservationRegistry registry() {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStart(Observation.Context context) {
                started.add(context);
            }

            @Override
            public void onStop(Observation.Context context) {
                stopped.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        return registry;
    }

    private static Map<String, String> low(Observation.Context context) {
        return map(context.getLowCardinalityKeyValues());
    }

    private static Map<String, String> high(Observation.Context context) {
        return map(context.getHighCardinalityKeyValues());
    }

    private static Map<String, String> map(Iterable<KeyValue> values) {
        return StreamSupport.stream(values.spliterator(), false)
                .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    private static IdentityEvent failed(WorkloadIdentityException failure, int tries) {
        return Events.failed(SCOPE, tries, failure, Duration.ZERO, true);
    }

    private static WorkloadIdentityException refused() {
        return Exceptions.exchange(
                "No record matches.",
                new ExchangeDetails(
                        401,
                        "invalid_client",
                        List.of(700213),
                        null,
                        "6a7fa3b1-4d0a-4b64-9d0d-7f4a5c2b1e00",
                        null,
                        null,
                        false,
                        null,
                        null),
                null);
    }
}
