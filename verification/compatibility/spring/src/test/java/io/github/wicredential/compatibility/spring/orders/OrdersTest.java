package io.github.wicredential.compatibility.spring.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.LocalPod;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The code of docs/how-to/testing-a-boot-app.md. */
// begin: spring-boot
@SpringBootTest
@LocalPod
class OrdersTest {

    @Autowired
    private WorkloadIdentity identity;

    @Autowired
    private LocalEntra entra;

    @Test
    void signsInAsItsServiceAccount() {
        identity.token("https://vault.azure.net/.default");
        assertThat(entra.granted()).isPositive();
    }
}
// end
