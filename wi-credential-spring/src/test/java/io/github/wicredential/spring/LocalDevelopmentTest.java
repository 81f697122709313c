package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalAzureExtension;
import io.github.wicredential.test.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.ClassUtils;

/** An application on a developer's machine, where there is no pod. */
@ExtendWith(OutputCaptureExtension.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the developer's tool is a shell script")
class LocalDevelopmentTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String TENANT = "11111111-1111-1111-1111-111111111111";
    private static final String ON = "azure.workload-identity.local-development.enabled=true";

    @TempDir
    private Path tools;

    private ApplicationContextRunner laptop;

    @BeforeEach
    void signIn() throws IOException {
        az("echo '{\"accessToken\":\"of-the-developer\",\"expires_on\":"
                + Instant.now().plusSeconds(3600).getEpochSecond() + "}'");
        laptop = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        WorkloadIdentityAutoConfiguration.class,
                        ours("actuator.Boot3HealthAutoConfiguration"),
                        ours("actuator.EndpointAutoConfiguration"),
                        ours("downstream.DownstreamAutoConfiguration")))
                .withPropertyValues("PATH=" + tools, "management.endpoints.web.exposure.include=azureworkloadidentity");
    }

    @Test
    void identityAndCredentialSignInAsTheDeveloper(CapturedOutput output) {
        laptop.withPropertyValues(ON).run(context -> {
            assertThat(context.getBean(WorkloadIdentity.class).token(SCOPE).value())
                    .isEqualTo("of-the-developer");
            assertThat(context.getBean(TokenCredential.class)
                            .getTokenSync(new TokenRequestContext().addScopes(SCOPE))
                            .getToken())
                    .isEqualTo("of-the-developer");
            assertThat(context.getBean("springCloudAzureDefaultCredential"))
                    .isSameAs(context.getBean(TokenCredential.class));
            assertThat(runs())
                    .singleElement()
                    .isEqualTo("account get-access-token --output json --resource https://vault.azure.net");
            awaitUp((HealthIndicator) context.getBean(HealthContributor.class));
            assertThat(context)
                    .as("a diagnosis of a pod that there is none of")
                    .doesNotHaveBean("workloadIdentityEndpoint");
        });
        assertThat(output).doesNotContain("of-the-developer").doesNotContain("This is a pod");
    }

    @Test
    void furtherIdentitiesAndInterceptorsAreThereAsInAPod() {
        laptop.withPropertyValues(
                        ON,
                        "azure.workload-identity.identities.reports.client-id=22222222-2222-4333-8444-555555555555",
                        "azure.workload-identity.downstream.orders.scope=api://orders/.default",
                        "azure.workload-identity.downstream.orders.allowed-hosts=orders.example.com")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasBean("workloadIdentityInterceptor-orders");
                    assertThat(context.getBean("workloadIdentity-reports", WorkloadIdentity.class)
                                    .token(SCOPE)
                                    .value())
                            .isEqualTo("of-the-developer");
                });
    }

    @Test
    void theTenantOfAChallengeIsPassedOn() {
        laptop.withPropertyValues(ON).run(context -> {
            context.getBean(WorkloadIdentity.class)
                    .token(TokenRequest.of(SCOPE).withTenant(TENANT).withCae(true));
            assertThat(runs()).singleElement().asString().endsWith(" --tenant " + TENANT);
        });
    }

    @Test
    void theTenantThatIsConfiguredIsTheOneThatIsAsked() {
        laptop.withPropertyValues(ON, "AZURE_TENANT_ID=" + TENANT).run(context -> {
            context.getBean(WorkloadIdentity.class).token(SCOPE);
            assertThat(runs()).singleElement().asString().endsWith(" --tenant " + TENANT);
        });
    }

    @Test
    void aClaimsChallengeReachesTheTool() {
        laptop.withPropertyValues(ON)
                .run(context -> assertThatThrownBy(() -> context.getBean(WorkloadIdentity.class)
                                .token(TokenRequest.of(SCOPE)
                                        .withClaims("{\"access_token\":{\"nbf\":{\"value\":\"1\"}}}")))
                        .hasMessageContaining("--claims-challenge"));
    }

    @Test
    void whoIsNotSignedInIsToldHowToDoIt() throws IOException {
        az("echo \"Please run 'az login' to setup account.\" >&2", "exit 1");
        laptop.withPropertyValues(ON).run(context -> {
            assertThatThrownBy(() -> context.getBean(WorkloadIdentity.class).token(SCOPE))
                    .isInstanceOf(TokenExchangeException.class)
                    .hasMessageContaining("There is no token for local development")
                    .hasMessageContaining("az login")
                    .hasMessageNotContaining("AADSTS")
                    .hasMessageContaining("because no token file is named and AZURE_TOKEN_CREDENTIALS is not set")
                    .rootCause()
                    .hasMessageContainingAll("az login", "azd auth login", "Connect-AzAccount");
            assertThatThrownBy(() -> context.getBean(TokenCredential.class)
                            .getTokenSync(new TokenRequestContext().addScopes(SCOPE)))
                    .isInstanceOf(ClientAuthenticationException.class)
                    .hasMessageContaining("az login");
        });
    }

    @Test
    void aBlankValueAndFalseLeaveItOff() {
        for (String value : List.of("", " ", "false")) {
            laptop.withPropertyValues("azure.workload-identity.local-development.enabled=" + value)
                    .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkloadIdentity.class));
        }
    }

    @Test
    void requiredItIsEnoughAndSwitchedOffItIsOff() {
        laptop.withPropertyValues(ON, "azure.workload-identity.enabled=true")
                .run(context -> assertThat(context.getBean(WorkloadIdentity.class)
                                .token(SCOPE)
                                .value())
                        .isEqualTo("of-the-developer"));
        laptop.withPropertyValues(ON, "azure.workload-identity.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(WorkloadIdentity.class));
    }

    @Test
    void aPodWithoutATokenFileIsSaidToBeOne(CapturedOutput output) {
        laptop.withPropertyValues(ON, "KUBERNETES_SERVICE_HOST=10.0.0.1")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains("This is a pod without a workload identity", "azure.workload.identity/use", "kubectl patch");
    }

    @Test
    @ExtendWith(LocalAzureExtension.class)
    void aTokenFileComesFirst(LocalCluster cluster) {
        laptop.withPropertyValues(Pods.properties(cluster))
                .withPropertyValues(ON)
                .run(context -> assertThat(
                                context.getBean(WorkloadIdentity.class).tokenFile())
                        .contains(cluster.tokenFile()));
    }

    // Listeners hear of a token just after its callers have it.
    private static void awaitUp(HealthIndicator indicator) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!indicator.health().getStatus().equals(Status.UP) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    }

    private void az(String... script) throws IOException {
        Path program = tools.resolve("az");
        Files.writeString(
                program, "#!/bin/sh\necho \"$*\" >> '" + tools + "/runs'\n" + String.join("\n", script) + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> runs() throws IOException {
        return Files.readAllLines(tools.resolve("runs"));
    }

    private static Class<?> ours(String name) {
        return ClassUtils.resolveClassName(
                "io.github.wicredential.spring." + name, LocalDevelopmentTest.class.getClassLoader());
    }
}
