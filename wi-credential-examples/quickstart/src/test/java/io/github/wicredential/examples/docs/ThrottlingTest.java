package io.github.wicredential.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What docs/how-to/testing-your-app.md says of throttling. */
@WorkloadIdentityTest
class ThrottlingTest {

    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String STORAGE = "https://storage.azure.com/.default";

    @Test
    void holdsBackAllIdentitiesOfTheClientAndNoneOfAnother(LocalCluster cluster, LocalEntra entra) {
        entra.faults().next(Fault.throttled(Duration.ofSeconds(60)));
        try (WorkloadIdentity identity = of(cluster);
                WorkloadIdentity again = of(cluster)) {
            assertThatExceptionOfType(TokenExchangeException.class).isThrownBy(() -> identity.token(VAULT));
            assertThatExceptionOfType(TokenExchangeException.class).isThrownBy(() -> identity.token(STORAGE));
            assertThatExceptionOfType(TokenExchangeException.class).isThrownBy(() -> again.token(STORAGE));
        }

        cluster.annotate(entra.registerApplication().trust(cluster));
        try (WorkloadIdentity other = of(cluster)) {
            assertThat(other.token(VAULT).value()).isNotBlank();
        }
    }

    private static WorkloadIdentity of(LocalCluster cluster) {
        return WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
    }
}
