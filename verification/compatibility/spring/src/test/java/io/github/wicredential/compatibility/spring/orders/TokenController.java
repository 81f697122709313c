package io.github.wicredential.compatibility.spring.orders;

import io.github.wicredential.WorkloadIdentity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The controller of docs/start/2-spring-boot-on-aks.md. */
// begin: controller
@RestController
class TokenController {

    private final WorkloadIdentity identity;

    TokenController(WorkloadIdentity identity) {
        this.identity = identity;
    }

    @GetMapping("/token")
    String token() {
        return "A token until "
                + identity.token("https://vault.azure.net/.default").expiresAt();
    }
}
// end
