package io.github.wicredential.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.clients.ClientIdentities;
import io.github.wicredential.clients.ClientIdentities.Registration;
import io.github.wicredential.clients.iceberg.AdlsCredentialProvider;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.examples.local.TokenCheck;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.InstantSource;
import java.util.Map;
import org.apache.iceberg.azure.AdlsTokenCredentialProviders;
import org.junit.jupiter.api.Test;

/** Iceberg's own reading of a catalog's properties; what it hands its storage client is checked, no storage is there. */
@WorkloadIdentityTest
class IcebergTest {

    private static final String PROVIDER = "adls.token-credential-provider";

    @Test
    void aCatalogsPropertiesAreEnough(LocalEntra entra, LocalCluster cluster, LocalApplication application)
            throws Exception {
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                        .environment(cluster.environment()::get)
                        .build();
                Registration lake = ClientIdentities.register("lake", () -> identity)) {
            assertThat(lake).isNotNull();
            Map<String, String> catalog =
                    Map.of(PROVIDER, AdlsCredentialProvider.class.getName(), PROVIDER + ".azure.credentialName", "lake");

            String token = "";
            for (int i = 0; i < 5; i++) {
                TokenCredential credential =
                        AdlsTokenCredentialProviders.from(catalog).credential();
                token = credential
                        .getTokenSync(new TokenRequestContext().addScopes("https://storage.azure.com/.default"))
                        .getToken();
            }

            TokenCheck storage =
                    new TokenCheck(TrustedIssuer.of(entra), "https://storage.azure.com", InstantSource.system());
            assertThat(storage.verify(token).applicationId()).isEqualTo(application.clientId());
            assertThat(entra.tokenRequests()).isEqualTo(1);
        }
    }

    @Test
    void aSecretBesideTheClassIsRefusedWhereTheCatalogIsMade() {
        Map<String, String> catalog =
                Map.of(PROVIDER, AdlsCredentialProvider.class.getName(), PROVIDER + ".azure.clientSecret", "x");

        assertThatThrownBy(() -> AdlsTokenCredentialProviders.from(catalog))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("azure.clientSecret");
    }
}
