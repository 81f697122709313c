package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.CannedTransport;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.internal.cache.VirtualRuntime;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** While a token is valid nobody notices that Entra is down, and Entra is not flooded meanwhile. */
@WorkloadIdentityTest
class EntraOutageTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private final VirtualRuntime runtime = new VirtualRuntime(Instant.now());
    private final List<IdentityEvent> events = new CopyOnWriteArrayList<>();

    private WorkloadIdentity pod(LocalCluster cluster) {
        WorkloadIdentityBuilder builder = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .listener(events::add);
        return CannedTransport.on(builder, runtime).build();
    }

    static Stream<Fault> outages() {
        return Stream.of(
                Fault.status(503),
                Fault.status(500),
                Fault.reset(),
                Fault.noAnswer(),
                Fault.html(),
                Fault.truncatedJson(),
                Fault.throttled(Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void twentySecondsOfOutageAreNotNoticedByCallers(Fault outage, LocalCluster cluster, LocalEntra entra) {
        try (WorkloadIdentity identity = pod(cluster)) {
            AccessToken token = identity.token(SCOPE);
            runtime.advance(Duration.ofMinutes(40));
            entra.faults().always(outage);
            while (entra.tokenRequests() == 1) {
                runtime.advance(Duration.ofSeconds(1));
            }
            int before = entra.tokenRequests();

            for (int i = 0; i < 200; i++) {
                assertThat(identity.token(SCOPE)).isSameAs(token);
                runtime.advance(Duration.ofMillis(100));
            }
            assertThat(entra.tokenRequests() - before).isLessThanOrEqualTo(12);

            entra.faults().clear();
            runtime.advance(Duration.ofMinutes(2));
            assertThat(identity.token(SCOPE)).isNotSameAs(token);
        }
        assertThat(events.stream().filter(IdentityEvent.CallerWaited.class::isInstance))
                .as("only the first caller waited")
                .hasSize(1);
        assertThat(events).noneMatch(IdentityEvent.CallerFailedFast.class::isInstance);
    }

    @Test
    void nothingIsSentBeforeTheEndOfARetryAfterWhateverTheScope(LocalCluster cluster, LocalEntra entra) {
        try (WorkloadIdentity identity = pod(cluster)) {
            identity.token(SCOPE);
            identity.token("https://storage.azure.com/.default");
            runtime.advance(Duration.ofMinutes(40));
            entra.faults().next(Fault.throttled(Duration.ofMinutes(4)));
            while (entra.tokenRequests() == 2) {
                runtime.advance(Duration.ofSeconds(1));
            }

            for (int second = 0; second < 238; second++) {
                identity.token(SCOPE);
                identity.token("https://storage.azure.com/.default");
                runtime.advance(Duration.ofSeconds(1));
            }
            assertThat(entra.tokenRequests()).isEqualTo(3);

            runtime.advance(Duration.ofMinutes(5));
            assertThat(entra.granted()).isEqualTo(4);
        }
    }
}
