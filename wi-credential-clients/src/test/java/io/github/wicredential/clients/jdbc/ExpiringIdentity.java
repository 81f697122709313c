package io.github.wicredential.clients.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.ClientIdentities;
import io.github.wicredential.test.LocalCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** The pod's identity by a clock that is moved on. */
record ExpiringIdentity(WorkloadIdentity identity, AtomicReference<Instant> now) {

    private static final String NAME = "expiring";

    interface Use {
        void with(ExpiringIdentity identity) throws Exception;
    }

    /** Registered by its name for as long as it is used. */
    static void use(LocalCluster cluster, Use use) throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                        .environment(cluster.environment()::get)
                        .clock(now::get)
                        .build();
                ClientIdentities.Registration registered = ClientIdentities.register(NAME, () -> identity)) {
            assertThat(registered).isNotNull();
            use.with(new ExpiringIdentity(identity, now));
        }
    }

    String setting() {
        return "azure.credentialName=" + NAME;
    }

    /** Tokens of 5 minutes. */
    void letExpire() {
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(6)));
    }
}
