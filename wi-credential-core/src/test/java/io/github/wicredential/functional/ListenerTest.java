package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.CannedTransport;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityEvent.RefreshSucceeded;
import io.github.wicredential.IdentityListener;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.internal.cache.VirtualRuntime;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Who gets an identity that others have built can listen to it too. */
@WorkloadIdentityTest
class ListenerTest {

    private final VirtualRuntime runtime = new VirtualRuntime(Instant.now());
    private final List<IdentityEvent> first = new CopyOnWriteArrayList<>();
    private final List<IdentityEvent> second = new CopyOnWriteArrayList<>();

    @Test
    void aListenerThatIsAddedLaterHearsWhatHappensFromThenOn(LocalCluster cluster) {
        WorkloadIdentityBuilder builder = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .listener(first::add);
        try (WorkloadIdentity identity = CannedTransport.on(builder, runtime).build()) {
            identity.token("https://vault.azure.net/.default");
            identity.addListener(second::add);
            identity.token("https://storage.azure.com/.default");
        }
        assertThat(scopes(first))
                .containsExactly("https://vault.azure.net/.default", "https://storage.azure.com/.default");
        assertThat(scopes(second)).containsExactly("https://storage.azure.com/.default");
    }

    @Test
    void aListenerThatIsRemovedReceivesNothingMore(LocalCluster cluster) {
        WorkloadIdentityBuilder builder = WorkloadIdentity.builder().environment(cluster.environment()::get);
        try (WorkloadIdentity identity = CannedTransport.on(builder, runtime).build()) {
            IdentityListener same = second::add;
            identity.addListener(first::add);
            IdentityListener.Registration removed = identity.addListener(same);
            identity.addListener(same);
            identity.token("https://vault.azure.net/.default");
            removed.close();
            removed.close();
            identity.token("https://storage.azure.com/.default");
        }
        assertThat(scopes(first))
                .containsExactly("https://vault.azure.net/.default", "https://storage.azure.com/.default");
        assertThat(scopes(second))
                .as("the other registration of the same listener stays")
                .containsExactly(
                        "https://vault.azure.net/.default",
                        "https://vault.azure.net/.default",
                        "https://storage.azure.com/.default");
    }

    @Test
    void theTokenFileIsKnownUnlessTheApplicationSuppliesTheAssertion(LocalCluster cluster) {
        WorkloadIdentityBuilder builder = WorkloadIdentity.builder().environment(cluster.environment()::get);
        try (WorkloadIdentity identity = builder.build()) {
            assertThat(identity.tokenFile()).contains(cluster.tokenFile());
        }
        try (WorkloadIdentity own = builder.assertion(() -> "never asked").build()) {
            assertThat(own.tokenFile()).isEmpty();
        }
    }

    private static List<String> scopes(List<IdentityEvent> events) {
        return events.stream()
                .filter(RefreshSucceeded.class::isInstance)
                .map(IdentityEvent::scope)
                .toList();
    }
}
