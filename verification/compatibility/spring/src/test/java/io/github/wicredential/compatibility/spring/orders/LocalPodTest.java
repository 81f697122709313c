package io.github.wicredential.compatibility.spring.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.TokenCredential;
import com.azure.spring.cloud.autoconfigure.implementation.context.properties.AzureGlobalProperties;
import com.azure.spring.cloud.core.implementation.credential.resolver.AzureTokenCredentialResolver;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalPod;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

/** A Spring Boot application whose settings are those of a real cluster, in a test. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "azure.workload-identity.client-id=11111111-2222-4333-8444-555555555555",
            "azure.workload-identity.authority-host=https://login.microsoftonline.us",
            "azure.workload-identity.enabled=false"
        })
@LocalPod
class LocalPodTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    @Autowired
    private WorkloadIdentity identity;

    @Autowired
    private LocalCluster cluster;

    @Autowired
    private LocalApplication application;

    @Test
    void theIdentityIsThatOfTheLocalClusterAndSettingsOfARealOneDoNotGetInTheWay() {
        assertThat(identity.clientId()).isEqualTo(cluster.environment().get("AZURE_CLIENT_ID"));
        assertThat(identity.tokenFile()).contains(cluster.tokenFile());
        assertThat(identity.token(SCOPE).value()).isNotBlank();
    }

    @Test
    void whatIsChangedInTheClusterIsSeen() {
        application.untrustAll();
        try {
            assertThatExceptionOfType(TokenExchangeException.class)
                    .isThrownBy(() -> identity.token("https://storage.azure.com/.default"))
                    .withMessageContaining("AADSTS70025");
        } finally {
            application.trust(cluster);
        }
    }

    @Test
    void springCloudAzureUsesItAlsoForPasswordlessConnections(
            @Autowired TokenCredential credential,
            @Autowired AzureTokenCredentialResolver resolver,
            @Autowired AzureGlobalProperties properties,
            @Autowired Environment environment) {
        assertThat(resolver.resolve(properties)).isSameAs(credential);
        assertThat(environment.getProperty("spring.cloud.azure.credential.token-credential-bean-name"))
                .startsWith("springCloudAzureDefaultCredential-");
    }

    @Nested
    class InsideOfAnother {

        @Test
        void itIsTheSamePod(@Autowired LocalCluster own) {
            assertThat(own).isSameAs(cluster);
        }
    }
}
