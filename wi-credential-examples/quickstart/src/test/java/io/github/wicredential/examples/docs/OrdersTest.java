package io.github.wicredential.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import org.junit.jupiter.api.Test;

/** The first test of docs/how-to/testing-your-app.md. */
// begin: ten-lines
@WorkloadIdentityTest
class OrdersTest {

    @Test
    void signsInAsItsServiceAccount(LocalCluster cluster, LocalEntra entra) {
        try (var identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build()) {
            identity.token("https://vault.azure.net/.default");
        }
        assertThat(entra.granted()).isEqualTo(1);
    }
}
// end
