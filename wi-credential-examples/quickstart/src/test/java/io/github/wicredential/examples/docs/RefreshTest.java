package io.github.wicredential.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The refresh of docs/how-to/testing-your-app.md. */
@WorkloadIdentityTest
class RefreshTest {

    @Test
    @Timeout(30)
    void aTokenIsRefreshedWhenItsTimeHasCome(LocalCluster cluster) {
        // begin: refresh
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .clock(now::get)
                .build()) {
            AccessToken first = identity.token("https://vault.azure.net/.default");

            now.set(first.refreshAt()); // refreshed in the background, and nobody waits
            while (identity.token("https://vault.azure.net/.default").equals(first)) {
                Thread.onSpinWait();
            }

            AccessToken second = identity.token("https://vault.azure.net/.default");
            now.set(second.expiresAt()); // the pod slept through it: callers wait for a new one
            assertThat(identity.token("https://vault.azure.net/.default")).isNotEqualTo(second);
        }
        // end
    }
}
