package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalApplication;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestInterceptor;

/** What is on the screen when the application does not start. */
@ExtendWith(OutputCaptureExtension.class)
class FailureTextTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String[] TOKEN_AT_START = {
        "azure.workload-identity.validate-on-start=token", "azure.workload-identity.validation-scope=" + SCOPE
    };

    private static final String LAPTOP = "AZURE_FEDERATED_TOKEN_FILE= ";

    @AutoClose
    private final Pod pod = new Pod();

    @Test
    void missingVariablesAreNamedWithWhatSuppliesThem(CapturedOutput output) {
        pod.fails("AZURE_CLIENT_ID= ", "AZURE_TENANT_ID= ", "KUBERNETES_SERVICE_HOST=10.0.0.1");
        assertFailure(output)
                .contains("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "azure.workload-identity.client-id")
                .contains("kubectl annotate serviceaccount", "azure.workload.identity/client-id=");
    }

    @Test
    void aMissingFileIsNamedWithTheWayToLookAtIt(CapturedOutput output) {
        pod.cluster.removeToken();
        pod.fails();
        assertFailure(output)
                .contains(pod.cluster.tokenFile().toString())
                .contains("kubectl get pod", "More: ", "validate-on-start=none");
    }

    @Test
    void anExpiredTokenIsSaidToBeExpiredAndNoReasonNotToStart(CapturedOutput output) {
        pod.cluster.mint().expired().write();
        pod.run().close();
        assertThat(output.getOut()).contains("The token in the file expired 20", "The kubelet refreshes it", "kubectl");
    }

    @Test
    void aWrongAudienceIsComparedWithTheOneThatIsTrusted(CapturedOutput output) {
        pod.cluster.mint().audience("api://elsewhere").write();
        pod.fails(TOKEN_AT_START);
        assertFailure(output).contains("AADSTS700212", "api://elsewhere", "write audience: api://AzureADTokenExchange");
    }

    @Test
    void aRefusalEndsWithTheCommandThatMendsIt(CapturedOutput output) {
        LocalApplication application = pod.entra.registerApplication();
        pod.fails(TOKEN_AT_START[0], TOKEN_AT_START[1], "azure.workload-identity.client-id=" + application.clientId());
        assertFailure(output).contains("AADSTS70025", "az identity federated-credential create");
    }

    @Test
    void aRefusalInThePropertySourceIsExplainedAsWell(CapturedOutput output) {
        String source = "spring.cloud.azure.keyvault.secret.property-sources[0].";
        pod.fails(
                source + "endpoint=" + pod.vault.url(),
                source + "challenge-resource-verification-enabled=false",
                // The client of the property source would ask again and again for what is refused.
                "spring.cloud.azure.retry.mode=fixed",
                "spring.cloud.azure.retry.fixed.max-retries=1",
                "spring.cloud.azure.retry.fixed.delay=10ms",
                "azure.workload-identity.client-id="
                        + pod.entra.registerApplication().clientId());
        assertFailure(output).contains("AADSTS70025", "az identity federated-credential create");
    }

    @Test
    void aManagedIdentityOfAnotherClientThatFailsIsExplained(CapturedOutput output) {
        pod.fails(
                Refused.class,
                "spring.cloud.azure.credential.managed-identity-enabled=true",
                "spring.cloud.azure.credential.client-id=11111111-2222-4333-8444-555555555555");
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "client id " + pod.clientId())
                .contains("Remove spring.cloud.azure.credential.client-id", "azure.workload-identity.client-id");
    }

    @Test
    void aManagedIdentityThatIsTheWorkloadIdentityFailsWithTheReasonOfThat(CapturedOutput output) {
        pod.entra.tenant().limitResources("https://storage.azure.com");
        pod.fails(AsksForToken.class, "spring.cloud.azure.credential.managed-identity-enabled=true");
        assertFailure(output).contains("AADSTS500011").doesNotContain("spring.cloud.azure.credential.client-id");
    }

    @Test
    void aNameWithoutABeanIsExplained(CapturedOutput output) {
        pod.fails(Named.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("azure.workload-identity.identities.reports.client-id")
                .contains("Available credentials: workloadIdentityCredential.");
    }

    @Test
    void onALaptopTheMissingIdentityComesWithThePropertyThatSignsInTheDeveloper(CapturedOutput output) {
        pod.fails(NeedsIdentity.class, LAPTOP);
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "Parameter 0 of method client in ")
                .contains("needs a bean of the workload identity (io.github.wicredential.WorkloadIdentity)")
                .contains("azure.workload-identity.local-development.enabled=true", "az login", "@LocalPod");
    }

    @Test
    void anInterceptorThatIsMissingWithItsIdentityIsExplainedAsWell(CapturedOutput output) {
        pod.fails(NeedsInterceptor.class, LAPTOP);
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "azure.workload-identity.local-development.enabled=true");
    }

    @Test
    void inAPodThatTheWebhookHasMissedTheLabelIsNamedAndNoToolOfALaptop(CapturedOutput output) {
        pod.fails(NeedsIdentity.class, LAPTOP, "KUBERNETES_SERVICE_HOST=10.0.0.1");
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "The webhook did not mutate this container.")
                .contains("azure.workload.identity/use", "kubectl patch")
                .doesNotContain("az login");
    }

    @Test
    void anotherBeanThatIsMissingIsLeftToSpringBoot(CapturedOutput output) {
        pod.fails(NeedsOther.class, LAPTOP);
        assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("workload identity");
    }

    @Test
    void anUnknownValueIsNamedWithTheOnesThereAre(CapturedOutput output) {
        pod.fails("azure.workload-identity.enabled=perhaps");
        assertThat(output).contains("APPLICATION FAILED TO START", "azure.workload-identity.enabled", "perhaps");
    }

    @Test
    void anApiWithoutHostsIsNamedWithItsProperty(CapturedOutput output) {
        pod.fails("azure.workload-identity.downstream.orders.scope=api://orders/.default");
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "The API 'orders' has a scope but no hosts")
                .contains("Set azure.workload-identity.downstream.orders.allowed-hosts");
    }

    private static AbstractStringAssert<?> assertFailure(CapturedOutput output) {
        return assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", "The workload identity does not work.")
                .doesNotContainPattern("eyJ[A-Za-z0-9_-]+\\.eyJ");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Refused {

        @Bean
        Object client() {
            throw new ClientAuthenticationException("ManagedIdentityCredential authentication unavailable.", null);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Named {

        @Bean
        Object client(BeanFactory beans) {
            return beans.getBean("workloadIdentityCredential-reports", TokenCredential.class)
                    .getToken(new TokenRequestContext());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class NeedsIdentity {

        @Bean
        Object client(WorkloadIdentity identity) {
            return identity.clientId();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class NeedsInterceptor {

        @Bean
        Object client(@Qualifier("workloadIdentityInterceptor-orders") ClientHttpRequestInterceptor token) {
            return token;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class NeedsOther {

        @Bean
        Object client(LocalApplication other) {
            return other;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class AsksForToken {

        @Bean
        Object client(TokenCredential credential) {
            return credential.getTokenSync(new TokenRequestContext().addScopes(SCOPE));
        }
    }
}
