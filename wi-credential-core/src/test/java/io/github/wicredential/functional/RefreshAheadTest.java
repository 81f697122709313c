package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.CannedTransport;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.internal.cache.VirtualRuntime;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Tokens are renewed in the background before they end, when Entra says so. */
@WorkloadIdentityTest
class RefreshAheadTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private final VirtualRuntime runtime = new VirtualRuntime(Instant.now());
    private final List<IdentityEvent> events = new CopyOnWriteArrayList<>();

    private WorkloadIdentity pod(LocalCluster cluster) {
        WorkloadIdentityBuilder builder = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .listener(events::add);
        return CannedTransport.on(builder, runtime).build();
    }

    @Test
    void aTokenIsRenewedWhenEntraSaysWithNoCallAfterTheFirst(LocalCluster cluster, LocalEntra entra) {
        entra.setRefreshIn(Duration.ofMinutes(20));
        try (WorkloadIdentity identity = pod(cluster)) {
            AccessToken first = identity.token(SCOPE);
            assertThat(Duration.between(runtime.wallTime(), first.refreshAt()))
                    .isBetween(Duration.ofMinutes(18), Duration.ofMinutes(20));

            runtime.advance(Duration.ofMinutes(20));

            assertThat(entra.granted()).isEqualTo(2);
            assertThat(identity.token(SCOPE)).isNotSameAs(first);
        }
    }

    @Test
    void halfADayOfUseCostsOneRequestInThreeQuartersOfAnHourAndOneCallerAWait(LocalCluster cluster, LocalEntra entra) {
        cluster.mint().lifetime(Duration.ofMinutes(1_490)).write();
        try (WorkloadIdentity identity = pod(cluster)) {
            for (int minute = 0; minute < 12 * 60; minute++) {
                assertThat(identity.token(SCOPE).expiresAt()).isAfter(runtime.wallTime());
                runtime.advance(Duration.ofMinutes(1));
            }
        }

        assertThat(entra.granted()).isBetween(16, 19);
        assertThat(events.stream().filter(IdentityEvent.CallerWaited.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aTokenOfADayIsRenewedHalfWay(LocalCluster cluster, LocalEntra entra) {
        entra.setExpiresIn(Duration.ofHours(24));
        cluster.mint().lifetime(Duration.ofMinutes(1_490)).write();
        try (WorkloadIdentity identity = pod(cluster)) {
            identity.token(SCOPE);

            runtime.advance(Duration.ofMinutes(60 * 12 * 9 / 10 - 1));
            assertThat(entra.granted()).isOne();
            runtime.advance(Duration.ofMinutes(60 * 12 / 10 + 1));

            assertThat(entra.granted()).isEqualTo(2);
        }
    }
}
