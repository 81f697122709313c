package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.security.keyvault.secrets.SecretClient;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** The beans in a whole application, with Spring Cloud Azure on the class path. */
class CredentialBeansTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    @Test
    void theCredentialIsSpringCloudAzuresDefaultAndSharesItsTokensWithTheIdentity() throws Exception {
        WorkloadIdentity identity;
        try (Pod pod = new Pod()) {
            try (ConfigurableApplicationContext context = pod.run()) {
                TokenCredential credential = context.getBean(TokenCredential.class);
                identity = context.getBean(WorkloadIdentity.class);

                assertThat(credential)
                        .isInstanceOf(WorkloadIdentityCredential.class)
                        .isSameAs(context.getBean("springCloudAzureDefaultCredential"))
                        .isSameAs(context.getBean("workloadIdentityCredential"));
                assertThat(credential
                                .getTokenSync(new TokenRequestContext().addScopes(SCOPE))
                                .getToken())
                        .isEqualTo(identity.token(SCOPE).value());
                assertThat(pod.entra.tokenRequests()).isEqualTo(1);
            }
        }
        WorkloadIdentity closed = identity;
        assertThatExceptionOfType(IdentityClosedException.class).isThrownBy(() -> closed.token(SCOPE));
    }

    @Test
    void aClientOfSpringCloudAzureReadsTheVaultWithIt() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context = pod.run(
                        "spring.cloud.azure.keyvault.secret.endpoint=" + pod.vault.url(),
                        "spring.cloud.azure.keyvault.secret.challenge-resource-verification-enabled=false")) {
            assertThat(context.getBean(SecretClient.class)
                            .getSecret(TestVault.SECRET)
                            .getValue())
                    .isEqualTo(TestVault.VALUE);

            assertThat(pod.vault.callers()).containsOnly(pod.clientId());
            WorkloadIdentity identity =
                    context.getBean(WorkloadIdentityCredential.class).identity();
            identity.token(TokenRequest.of(SCOPE).withCae(true).withTenant(pod.entra.tenantId()));
            assertThat(pod.entra.tokenRequests())
                    .as("the client's token is in our cache")
                    .isEqualTo(1);
        }
    }

    @Test
    void aCredentialOfTheApplicationsOwnIsTheOneByTypeAndSpringCloudAzureFindsOurs() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context = pod.run(
                        OwnCredential.class,
                        "spring.cloud.azure.keyvault.secret.endpoint=" + pod.vault.url(),
                        "spring.cloud.azure.keyvault.secret.challenge-resource-verification-enabled=false")) {
            assertThat(context.getBean(Injected.class).credential())
                    .isSameAs(context.getBean("mine"))
                    .isSameAs(context.getBean(TokenCredential.class));
            assertThat(context.getBean(SecretClient.class)
                            .getSecret(TestVault.SECRET)
                            .getValue())
                    .isEqualTo(TestVault.VALUE);
            assertThat(pod.vault.callers()).containsOnly(pod.clientId());
        }
    }

    @Test
    void aCredentialUnderSpringCloudAzuresNameIsTheOneForAll() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context = pod.run(OwnDefault.class)) {
            assertThat(context.getBean(Injected.class).credential())
                    .isSameAs(context.getBean("springCloudAzureDefaultCredential"))
                    .isNotInstanceOf(WorkloadIdentityCredential.class);
        }
    }

    @Test
    void withoutATokenFileThereIsNoBeanOfOurs() throws Exception {
        try (Pod pod = new Pod();
                ConfigurableApplicationContext context = pod.run("AZURE_FEDERATED_TOKEN_FILE= ")) {
            assertThat(context.getBeanNamesForType(WorkloadIdentity.class)).isEmpty();
            assertThat(context.getBean(TokenCredential.class)).isNotInstanceOf(WorkloadIdentityCredential.class);
        }
    }

    private record Injected(TokenCredential credential) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnCredential {

        @Bean
        TokenCredential mine() {
            return context -> Mono.empty();
        }

        @Bean
        Injected injected(TokenCredential credential) {
            return new Injected(credential);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnDefault {

        @Bean
        TokenCredential springCloudAzureDefaultCredential() {
            return context -> Mono.empty();
        }

        @Bean
        Injected injected(TokenCredential credential) {
            return new Injected(credential);
        }
    }
}
