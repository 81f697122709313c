package io.github.wicredential.internal.doctor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.assertion.TestJwt;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTenantTest {

    private static final String OWN = "8a7f1111-0000-4000-8000-000000000001";
    private static final String OTHER = "72f92222-0000-4000-8000-000000000002";

    @TempDir
    Path folder;

    @Test
    void theTenantThatServiceAndClusterNameIsTheRightOne() throws Exception {
        assertThatThrownBy(() -> ask(OTHER))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "Most likely: AZURE_TENANT_ID is wrong: the service and the issuer of this cluster are both of tenant "
                                + OTHER,
                        "kubectl annotate serviceaccount orders -n shop --overwrite azure.workload.identity/tenant-id="
                                + OTHER);
    }

    @Test
    void aTenantThatTheClusterSharesIsNotDoubted() throws Exception {
        assertThatThrownBy(() -> ask(OWN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("One of: the address of the service")
                .message()
                .doesNotContain("AZURE_TENANT_ID is not the identity's tenant", "kubectl annotate");
    }

    private void ask(String clusterTenant) throws Exception {
        Path file = Files.writeString(
                folder.resolve("token"),
                TestJwt.of("{\"iss\":\"https://westeurope.oic.prod-aks.azure.com/" + clusterTenant
                        + "/1/\",\"sub\":\"system:serviceaccount:shop:orders\"}"));
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(name -> name.equals("KUBERNETES_SERVICE_HOST") ? "10.0.0.1" : null)
                .clientId("8b1f6a52-0000-4000-8000-000000000001")
                .tenantId(OWN)
                .tokenFile(file)
                .build()) {
            identity.token(TokenRequest.of("https://vault.azure.net/.default").withTenant(OTHER));
        }
    }
}
