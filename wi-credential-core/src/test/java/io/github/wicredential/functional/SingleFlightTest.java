package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.runtime.Within;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** However many callers there are, one request is made for each kind of token. */
@WorkloadIdentityTest
class SingleFlightTest {

    private static final int CALLERS = 200;

    @Test
    void aColdStartMakesOneRequestForOneScope(LocalCluster cluster, LocalEntra entra) throws Exception {
        assertThat(coldStart(cluster, entra, 1)).isOne();
    }

    @Test
    void aColdStartMakesAsManyRequestsAsThereAreScopes(LocalCluster cluster, LocalEntra entra) throws Exception {
        assertThat(coldStart(cluster, entra, 20)).isEqualTo(20);
    }

    /** Entra answers nobody before everybody has asked. */
    private static int coldStart(LocalCluster cluster, LocalEntra entra, int scopes) throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        entra.faults().always(Fault.held(answers));
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build()) {
            AtomicInteger asking = new AtomicInteger();
            List<Future<String>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String scope = "https://resource" + i % scopes + ".example/.default";
                callers.add(threads.submit(() -> {
                    asking.incrementAndGet();
                    return identity.token(scope).value();
                }));
            }
            Within.aWhile("all have asked", () -> asking.get() == CALLERS && entra.tokenRequests() == scopes);
            answers.countDown();

            Set<String> tokens = new HashSet<>();
            for (Future<String> caller : callers) {
                tokens.add(caller.get(20, TimeUnit.SECONDS));
            }
            assertThat(tokens).hasSize(scopes);
            return entra.tokenRequests();
        } finally {
            threads.shutdownNow();
        }
    }
}
