package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.security.keyvault.secrets.SecretClient;
import io.github.wicredential.WorkloadIdentity;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * Key Vault as a property source. The pod's variables are known to Spring alone, not to the process, so that a token
 * can come from nobody but us.
 */
class PropertySourceTest {

    @AutoClose
    private final Pod pod = new Pod();

    @Test
    void aSecretIsAPropertyAndItsClientBeanSharesTheToken() {
        try (ConfigurableApplicationContext context = pod.run(Reader.class, vault())) {
            assertThat(context.getBean(Reader.class).password).isEqualTo(TestVault.VALUE);
            assertThat(pod.vault.callers()).isNotEmpty().containsOnly(pod.clientId());
            assertThat(pod.entra.tokenRequests()).isEqualTo(1);

            context.getBean(SecretClient.class).getSecret(TestVault.SECRET);
            assertThat(pod.entra.tokenRequests())
                    .as("property source and beans have one cache")
                    .isEqualTo(1);
            assertThat(context.getBeansOfType(WorkloadIdentity.class)).hasSize(1);
        }
    }

    @Test
    void theSettingMayBeInAConfigurationFileOnly() {
        try (ConfigurableApplicationContext context =
                pod.run(vault("AZURE_FEDERATED_TOKEN_FILE= ", "token.file=" + pod.cluster.tokenFile(), file()))) {
            assertThat(context.getEnvironment().getProperty(TestVault.SECRET)).isEqualTo(TestVault.VALUE);
        }
    }

    @Test
    void twoApplicationsInOneProcessDoNotMeet() throws Exception {
        try (Pod other = new Pod();
                ConfigurableApplicationContext first = pod.run(vault());
                ConfigurableApplicationContext second = other.run(vaultOf(other))) {
            assertThat(first.getBean(WorkloadIdentity.class).clientId()).isEqualTo(pod.clientId());
            assertThat(second.getBean(WorkloadIdentity.class).clientId()).isEqualTo(other.clientId());
            assertThat(other.vault.callers()).containsOnly(other.clientId());
        }
    }

    @Test
    void anInitializerOfTheUsersComesFirst() {
        AtomicInteger asked = new AtomicInteger();
        TokenCredential own = request -> {
            asked.incrementAndGet();
            return Mono.just(new AccessToken("of-the-user", OffsetDateTime.now().plusHours(1)));
        };
        // The vault does not believe the user's token, so the start fails; what counts is who was asked.
        assertThat(pod.fails(application -> Registries.register(application, own), vault()))
                .isNotNull();
        assertThat(asked).hasPositiveValue();
        assertThat(pod.entra.tokenRequests()).isZero();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void noTokenIsLogged(CapturedOutput output) {
        pod.run(vault("logging.level.io.github.wicredential=TRACE", "logging.level.com.azure=TRACE"))
                .close();
        assertThat(output)
                .contains("Key Vault's property source uses the workload identity")
                .doesNotContainPattern("eyJ[A-Za-z0-9_-]+\\.eyJ");
    }

    private String[] vault(String... more) {
        return vaultOf(pod, more);
    }

    private static String[] vaultOf(Pod pod, String... more) {
        String source = "spring.cloud.azure.keyvault.secret.property-sources[0].";
        String[] all = new String[more.length + 5];
        all[0] = source + "endpoint=" + pod.vault.url();
        all[1] = source + "challenge-resource-verification-enabled=false";
        all[2] = source + "name=vault";
        all[3] = "spring.cloud.azure.keyvault.secret.endpoint=" + pod.vault.url();
        all[4] = "spring.cloud.azure.keyvault.secret.challenge-resource-verification-enabled=false";
        System.arraycopy(more, 0, all, 5, more.length);
        return all;
    }

    private static String file() {
        return "spring.config.name=in-a-file";
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Reader {

        private final String password;

        Reader(@Value("${" + TestVault.SECRET + "}") String password) {
            this.password = password;
        }
    }
}
