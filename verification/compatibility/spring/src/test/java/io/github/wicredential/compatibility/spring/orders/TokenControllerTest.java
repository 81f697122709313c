package io.github.wicredential.compatibility.spring.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.LocalPod;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The test of docs/start/2-spring-boot-on-aks.md. */
// begin: controller-test
@SpringBootTest
@LocalPod
class TokenControllerTest {

    @Autowired
    private TokenController controller;

    @Autowired
    private LocalEntra entra;

    @Test
    void obtainsATokenAsItsServiceAccount() {
        assertThat(controller.token()).startsWith("A token until 20");
        assertThat(entra.granted()).isPositive();
    }
}
// end
