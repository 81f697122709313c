package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientSecretCredential;
import com.azure.identity.ManagedIdentityCredential;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.spring.cloud.autoconfigure.implementation.context.properties.AzureGlobalProperties;
import com.azure.spring.cloud.core.implementation.credential.resolver.AzureTokenCredentialResolver;
import io.github.wicredential.WorkloadIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What an application chooses comes first. That another credential is asked shows in how it fails: it knows no pod. */
@ExtendWith(OutputCaptureExtension.class)
class ChoicesTest {

    private static final String SOURCE = "spring.cloud.azure.keyvault.secret.property-sources[0].";
    private static final String CREDENTIAL = "spring.cloud.azure.credential.";

    /** Of azure-identity's default chain, the one part that neither runs a program nor leaves this machine. */
    private static final String CHAIN = "AZURE_TOKEN_CREDENTIALS";

    @AutoClose
    private final Pod pod = new Pod();

    @BeforeEach
    void choose() {
        System.setProperty(CHAIN, "EnvironmentCredential");
    }

    @AfterEach
    void forget() {
        System.clearProperty(CHAIN);
    }

    @Test
    void switchedOffThePropertySourceAsksSpringCloudAzuresOwnDefault() {
        Throwable failure = pod.fails(
                SOURCE + "endpoint=" + pod.vault.url(),
                SOURCE + "challenge-resource-verification-enabled=false",
                SOURCE + "retry.mode=fixed",
                SOURCE + "retry.fixed.max-retries=1",
                SOURCE + "retry.fixed.delay=1ms",
                "azure.workload-identity.spring-cloud-azure.bootstrap=false");
        assertThat(failure).hasStackTraceContaining("EnvironmentCredential");
        assertThat(pod.entra.tokenRequests()).isZero();
    }

    @Test
    void aManagedIdentityIsTheWorkloadIdentity() {
        try (ConfigurableApplicationContext context = pod.run(
                CREDENTIAL + "managed-identity-enabled=true",
                SOURCE + "endpoint=" + pod.vault.url(),
                SOURCE + "challenge-resource-verification-enabled=false",
                "spring.cloud.azure.keyvault.secret.endpoint=" + pod.vault.url(),
                "spring.cloud.azure.keyvault.secret.challenge-resource-verification-enabled=false")) {
            assertThat(context.getEnvironment().getProperty(TestVault.SECRET))
                    .as("by the property source")
                    .isEqualTo(TestVault.VALUE);
            assertThat(context.getBean(SecretClient.class)
                            .getSecret(TestVault.SECRET)
                            .getValue())
                    .isEqualTo(TestVault.VALUE);
            assertThat(context.getBean(AzureTokenCredentialResolver.class)
                            .resolve(context.getBean(AzureGlobalProperties.class)))
                    .isSameAs(context.getBean("workloadIdentityCredential"));
        }
        assertThat(pod.vault.callers()).containsOnly(pod.clientId());
    }

    @Test
    void aManagedIdentityOfOnePartIsTheWorkloadIdentityAsWell() {
        try (ConfigurableApplicationContext context = pod.run(
                "spring.cloud.azure.keyvault.secret.credential.managed-identity-enabled=true",
                "spring.cloud.azure.keyvault.secret.credential.client-id=" + pod.clientId(),
                "spring.cloud.azure.keyvault.secret.endpoint=" + pod.vault.url(),
                "spring.cloud.azure.keyvault.secret.challenge-resource-verification-enabled=false")) {
            assertThat(context.getBean(SecretClient.class)
                            .getSecret(TestVault.SECRET)
                            .getValue())
                    .isEqualTo(TestVault.VALUE);
        }
        assertThat(pod.vault.callers()).containsOnly(pod.clientId());
    }

    @Test
    void aManagedIdentityOfAnotherClientIsLeftToSpringCloudAzureAndThatIsSaid(CapturedOutput output) {
        try (ConfigurableApplicationContext context = pod.run(
                CREDENTIAL + "managed-identity-enabled=true",
                CREDENTIAL + "client-id=11111111-2222-4333-8444-555555555555",
                "logging.level.io.github.wicredential=INFO")) {
            assertThat(context.getBean(AzureTokenCredentialResolver.class)
                            .resolve(context.getBean(AzureGlobalProperties.class)))
                    .isInstanceOf(ManagedIdentityCredential.class);
        }
        assertThat(output)
                .contains("A managed identity with a client id other than the workload identity's is requested");
    }

    @Test
    void aClientSecretBesideAWorkloadIdentityWinsAndThatIsSaid(CapturedOutput output) {
        try (ConfigurableApplicationContext context = pod.run(
                CREDENTIAL + "client-id=" + pod.clientId(),
                CREDENTIAL + "client-secret=not-a-secret",
                "spring.cloud.azure.profile.tenant-id=" + pod.entra.tenantId(),
                "spring.cloud.azure.profile.environment.active-directory-endpoint=https://login.example/",
                "logging.level.io.github.wicredential=INFO")) {
            TokenCredential forClients = context.getBean(AzureTokenCredentialResolver.class)
                    .resolve(context.getBean(AzureGlobalProperties.class));
            assertThat(forClients).isInstanceOf(ClientSecretCredential.class);
            assertThat(context.getBean(WorkloadIdentity.class).clientId()).isEqualTo(pod.clientId());
        }
        assertThat(output)
                .contains("Key Vault's property source does not use the workload identity: "
                        + "spring.cloud.azure.credential.client-secret is set")
                .contains("passwordless connections do not use the workload identity: "
                        + "spring.cloud.azure.credential.client-secret is set")
                .doesNotContain("not-a-secret");
    }
}
