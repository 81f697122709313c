package io.github.wicredential.compatibility.spring.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AssertionException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.LocalPod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.MethodMode;

/** The code of docs/how-to/testing-a-boot-app.md for what goes wrong. */
// begin: trouble
@SpringBootTest
@LocalPod
@DirtiesContext // after the class: no other class gets this pod
class OrdersInTroubleTest {

    @Autowired
    private WorkloadIdentity identity;

    @Autowired
    private LocalCluster cluster;

    @Autowired
    private LocalEntra entra;

    @Autowired
    private LocalApplication application;

    @Test
    @DirtiesContext(methodMode = MethodMode.BEFORE_METHOD)
    void federationIsRefused() {
        application.untrustAll();

        assertThatThrownBy(() -> identity.token("https://vault.azure.net/.default"))
                .isInstanceOfSatisfying(
                        TokenExchangeException.class,
                        refused -> assertThat(refused.errorCodes()).containsExactly(70025)); // AADSTS70025
    }

    @Test
    @DirtiesContext(methodMode = MethodMode.BEFORE_METHOD)
    void entraThrottles() {
        entra.faults().next(Fault.throttled(Duration.ofSeconds(30)));

        assertThatThrownBy(() -> identity.token("https://vault.azure.net/.default"))
                .isInstanceOfSatisfying(
                        TokenExchangeException.class,
                        throttled -> assertThat(throttled.retryAfter()).contains(Duration.ofSeconds(30)));
    }

    @Test
    @DirtiesContext(methodMode = MethodMode.BEFORE_METHOD)
    void theTokenFileIsLost() {
        cluster.removeToken();

        assertThatThrownBy(() -> identity.token("https://vault.azure.net/.default"))
                .isInstanceOfSatisfying(
                        AssertionException.class,
                        lost -> assertThat(lost.reason()).isEqualTo(AssertionException.Reason.MISSING));
    }
}
// end
