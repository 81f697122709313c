package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request may name another tenant only if the application allowed it. */
@WorkloadIdentityTest
class AllowedTenantsTest {

    private static final TokenRequest VAULT = TokenRequest.of("https://vault.azure.net/.default");
    private static final String OTHER = "22222222-aaaa-4222-8222-222222222222";

    private static WorkloadIdentityBuilder pod(LocalCluster cluster) {
        return WorkloadIdentity.builder().environment(cluster.environment()::get);
    }

    @Test
    void anotherTenantIsRefusedAndNothingIsSent(LocalCluster cluster, LocalEntra entra) {
        try (WorkloadIdentity identity = pod(cluster).build()) {
            assertThatThrownBy(() -> identity.token(VAULT.withTenant(OTHER)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(OTHER)
                    .hasMessageContaining("additionallyAllowedTenants");
            assertThatThrownBy(() -> identity.source(VAULT.withTenant(OTHER)))
                    .isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(
                            () -> identity.tokenAsync(VAULT.withTenant(OTHER)).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ConfigurationException.class);
        }
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void noAnnotationIsProposedWhereThereIsNoPod(LocalCluster cluster) {
        Map<String, String> variables = new HashMap<>(cluster.environment());
        variables.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        String own = variables.get("AZURE_TENANT_ID");
        String typo = (own.charAt(0) == '1' ? "2" : "1") + own.substring(1);
        try (WorkloadIdentity inPod =
                WorkloadIdentity.builder().environment(variables::get).build()) {
            assertThatThrownBy(() -> inPod.token(VAULT.withTenant(typo))).hasMessageContaining("kubectl annotate");
        }

        variables.remove("KUBERNETES_SERVICE_HOST");
        variables.put("GITLAB_CI", "true");

        try (WorkloadIdentity inPipeline =
                WorkloadIdentity.builder().environment(variables::get).build()) {
            assertThatThrownBy(() -> inPipeline.token(VAULT.withTenant(typo)))
                    .hasMessageContainingAll("AZURE_TENANT_ID is mistyped", "set it to " + typo)
                    .hasMessageNotContainingAny("kubectl", "azure.workload.identity/");
        }
    }

    @Test
    void theOwnTenantMayBeNamedInAnyCaseAndSharesItsToken(LocalCluster cluster, LocalEntra entra) {
        try (WorkloadIdentity identity = pod(cluster).build()) {
            String own = identity.tenantId().toUpperCase(Locale.ROOT);

            assertThat(identity.token(VAULT.withTenant(own))).isSameAs(identity.token(VAULT));
        }
        assertThat(entra.tokenRequests()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER, "22222222-AAAA-4222-8222-222222222222", "*"})
    void anAllowedTenantIsAskedAndItsTokensAreApart(
            String allowed, LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        entra.tenant(OTHER).registerApplication(application.clientId()).trust(cluster);
        try (WorkloadIdentity identity =
                pod(cluster).additionallyAllowedTenants(allowed).build()) {
            String own = identity.token(VAULT).value();
            String other = identity.token(VAULT.withTenant(OTHER)).value();

            assertThat(other).isNotEqualTo(own);
            assertThat(identity.token(VAULT.withTenant(OTHER.toUpperCase(Locale.ROOT)))
                            .value())
                    .isEqualTo(other);
        }
        assertThat(entra.requests().stream().map(ReceivedTokenRequest::tenant))
                .containsExactly(entra.tenantId(), OTHER);
    }

    @Test
    void whatIsNoTenantIsRefusedThoughAllAreAllowed(LocalCluster cluster, LocalEntra entra) {
        try (WorkloadIdentity identity =
                pod(cluster).additionallyAllowedTenants("*").build()) {
            assertThatThrownBy(() -> identity.token(VAULT.withTenant("../evil")))
                    .isInstanceOf(ConfigurationException.class);
        }
        assertThat(entra.tokenRequests()).isZero();
    }
}
