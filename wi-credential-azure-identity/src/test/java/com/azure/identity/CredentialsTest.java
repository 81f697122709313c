package com.azure.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.util.Configuration;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WorkloadIdentityTest
class CredentialsTest {

    private static final String OTHER = "88888888-8888-8888-8888-888888888888";

    @Test
    void theDefaultIsTheWorkloadIdentityInAPod(LocalCluster cluster, LocalEntra entra) {
        ChainedTokenCredential credential = new DefaultAzureCredentialBuilder()
                .configuration(Pods.of(cluster.environment()))
                .build();

        assertOneToken(credential, entra);
    }

    @Test
    void theWorkloadIdentityIsTold(LocalCluster cluster, LocalEntra entra, LocalApplication trusted) {
        WorkloadIdentityCredential credential = new WorkloadIdentityCredentialBuilder()
                .configuration(Configuration.NONE)
                .authorityHost(entra.authorityHost().toString())
                .tenantId(entra.tenantId())
                .clientId(trusted.clientId())
                .tokenFilePath(cluster.environment().get("AZURE_FEDERATED_TOKEN_FILE"))
                .build();

        assertOneToken(credential, entra);
    }

    @Test
    void anAssertionOfTheApplicationsOwnIsExchanged(LocalCluster cluster, LocalEntra entra) {
        ClientAssertionCredential credential = new ClientAssertionCredentialBuilder()
                .configuration(Pods.of(cluster.environment()))
                .clientAssertion(() -> read(cluster.environment().get("AZURE_FEDERATED_TOKEN_FILE")))
                .tokenCachePersistenceOptions(new TokenCachePersistenceOptions().setName("cache"))
                .enableUnsafeSupportLogging()
                .build();

        assertOneToken(credential, entra);
    }

    @Test
    void aManagedIdentityIsTheWorkloadIdentityWithItsClientId(
            LocalCluster cluster, LocalEntra entra, LocalApplication trusted) {
        ManagedIdentityCredential credential = new ManagedIdentityCredentialBuilder()
                .configuration(Pods.of(cluster.environment(), "AZURE_CLIENT_ID", OTHER))
                .clientId(trusted.clientId())
                .build();

        assertThat(credential.getClientId()).isEqualTo(trusted.clientId());
        assertOneToken(credential, entra);
    }

    @Test
    void aRefusalIsNoUnavailability(LocalCluster cluster, LocalApplication application) {
        application.setEnabled(false);
        TokenCredential credential = new ManagedIdentityCredentialBuilder()
                .configuration(Pods.of(cluster.environment()))
                .build();

        assertThatThrownBy(() -> credential.getTokenSync(Pods.vault()))
                .isExactlyInstanceOf(ClientAuthenticationException.class)
                .hasMessageContaining("AADSTS");
    }

    @Test
    void whatIsUnavailableIsSaidByThisPackagesException() {
        for (TokenCredential credential : List.of(
                new ManagedIdentityCredentialBuilder()
                        .configuration(Configuration.NONE)
                        .resourceId("/subscriptions/one")
                        .build(),
                new DefaultAzureCredentialBuilder()
                        .configuration(Pods.of(Map.of("PATH", "")))
                        .build(),
                new AzureCliCredentialBuilder()
                        .configuration(Pods.of(Map.of("PATH", "")))
                        .build(),
                new AzureDeveloperCliCredentialBuilder()
                        .configuration(Pods.of(Map.of("PATH", "")))
                        .build(),
                new AzurePowerShellCredentialBuilder()
                        .configuration(Pods.of(Map.of("PATH", "")))
                        .build())) {
            assertUnavailable(credential, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EnvironmentCredential", "IntelliJCredential", "VisualStudioCodeCredential"})
    void wordsForWhatIsNotThereAreSaid(String word, LocalCluster cluster) {
        DefaultAzureCredential credential = new DefaultAzureCredentialBuilder()
                .configuration(Pods.of(cluster.environment(), "AZURE_TOKEN_CREDENTIALS", word))
                .build();

        assertUnavailable(credential, "AZURE_TOKEN_CREDENTIALS is " + word);
    }

    @Test
    void chainsMixBothPackages(LocalCluster cluster, LocalEntra entra) {
        TokenCredential theirs = new EnvironmentCredentialBuilder().build();
        TokenCredential ours = new io.github.wicredential.azure.ManagedIdentityCredentialBuilder()
                .configuration(Configuration.NONE)
                .build();
        TokenCredential pod = new io.github.wicredential.azure.WorkloadIdentityCredentialBuilder()
                .configuration(Pods.of(cluster.environment()))
                .build();

        assertOneToken(
                new ChainedTokenCredentialBuilder()
                        .addFirst(ours)
                        .addLast(theirs)
                        .addAll(List.of(pod))
                        .build(),
                entra);
        assertThat(new io.github.wicredential.azure.ChainedTokenCredentialBuilder()
                        .addLast(theirs)
                        .addLast(ours)
                        .addLast(pod)
                        .build()
                        .getTokenSync(Pods.vault()))
                .isNotNull();
        assertUnavailable(
                new ChainedTokenCredentialBuilder()
                        .addLast(theirs)
                        .addLast(ours)
                        .build(),
                "EnvironmentCredential");
    }

    @Test
    void aBearerTokenGoesToNobody(LocalCluster cluster, LocalEntra entra) {
        TokenCredential credential = new WorkloadIdentityCredentialBuilder()
                .configuration(Pods.of(cluster.environment()))
                .build();
        var supplier = AuthenticationUtil.getBearerTokenSupplier(credential, "https://vault.azure.net/.default");

        assertThat(supplier.get()).isEqualTo(supplier.get());
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void anApplicationMayExtendABuilder(LocalCluster cluster, LocalEntra entra) {
        class CompanyBuilder extends DefaultAzureCredentialBuilder {
            @Override
            public DefaultAzureCredential build() {
                configuration(Pods.of(cluster.environment()));
                return super.build();
            }
        }

        assertOneToken(new CompanyBuilder().build(), entra);
    }

    @Test
    void requiredVariablesAreNamed() {
        assertThatThrownBy(() -> new DefaultAzureCredentialBuilder()
                        .configuration(Configuration.NONE)
                        .requireEnvVars(AzureIdentityEnvVars.AZURE_TOKEN_CREDENTIALS)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AZURE_TOKEN_CREDENTIALS");
        assertThat(AzureIdentityEnvVars.values()).hasSizeGreaterThanOrEqualTo(8);
    }

    private static void assertOneToken(TokenCredential credential, LocalEntra entra) {
        AccessToken token = credential.getTokenSync(Pods.vault());
        assertThat(credential.getToken(Pods.vault()).block(Duration.ofSeconds(10)))
                .isSameAs(token);
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    private static void assertUnavailable(TokenCredential credential, String text) {
        assertThatThrownBy(() -> credential.getTokenSync(Pods.vault()))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContaining(text);
        assertThatThrownBy(() -> credential.getToken(Pods.vault()).block(Duration.ofSeconds(10)))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContaining(text);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
