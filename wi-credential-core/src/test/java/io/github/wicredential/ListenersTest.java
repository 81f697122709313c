package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.runtime.RefreshRuntime;
import io.github.wicredential.internal.runtime.TestRuntimes;
import io.github.wicredential.internal.runtime.Within;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners are told in order, on threads that nothing else needs. */
class ListenersTest {

    private final RefreshRuntime runtime = TestRuntimes.impatient();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letEverybodyGo() {
        release.countDown();
    }

    private WorkloadIdentity identity(IdentityListener listener) {
        WorkloadIdentityBuilder builder =
                CannedTransport.credential().transport(new CannedTransport()).listener(listener);
        return CannedTransport.on(builder, runtime).build();
    }

    private void block(IdentityEvent event) {
        try {
            assertThat(release.await(20, TimeUnit.SECONDS)).as(event.toString()).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerThatBlocksCostsNobodyATokenOrAnEvent() {
        for (int i = 0; i < 80; i++) {
            WorkloadIdentity blocked = identity(this::block);
            assertThat(blocked.token("https://vault.azure.net/.default").value())
                    .isNotEmpty();
            assertThat(blocked.token("https://storage.azure.com/.default").value())
                    .isNotEmpty();
        }
        List<IdentityEvent> heard = new CopyOnWriteArrayList<>();
        WorkloadIdentity other = identity(heard::add);

        other.token("https://vault.azure.net/.default");

        Within.aWhile(
                "the other one's listener hears",
                () -> heard.stream().anyMatch(IdentityEvent.RefreshSucceeded.class::isInstance));
    }

    @Test
    void whatHappensToAnIdentityIsToldInItsOrder() {
        List<IdentityEvent> heard = new CopyOnWriteArrayList<>();
        WorkloadIdentity identity = identity(heard::add);
        int scopes = 50;

        for (int i = 0; i < scopes; i++) {
            identity.token("https://resource" + i + ".example/.default");
        }

        Within.aWhile(
                "all is told",
                () -> heard.stream()
                                .filter(IdentityEvent.RefreshSucceeded.class::isInstance)
                                .count()
                        == scopes);
        for (int i = 0; i < scopes; i++) {
            String scope = "https://resource" + i + ".example/.default";
            assertThat(heard)
                    .filteredOn(event -> event.scope().equals(scope) && !(event instanceof IdentityEvent.CallerWaited))
                    .satisfiesExactly(
                            event -> assertThat(event).isInstanceOf(IdentityEvent.RefreshStarted.class),
                            event -> assertThat(event).isInstanceOf(IdentityEvent.RefreshSucceeded.class));
        }
    }
}
