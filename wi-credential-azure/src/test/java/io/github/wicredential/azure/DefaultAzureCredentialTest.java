package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.util.Configuration;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@WorkloadIdentityTest
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the fake tools are shell scripts")
class DefaultAzureCredentialTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(DefaultAzureCredential.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private FakeTools tools;

    @BeforeEach
    void begin(@TempDir Path directory) {
        tools = new FakeTools(directory);
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void end() {
        logger.detachAppender(log);
    }

    @Test
    void aTokenFileMeansThatThisIsAPod(LocalCluster cluster, LocalEntra entra) {
        tools.az("never");
        DefaultAzureCredential credential = inPod(cluster).build();

        assertThat(token(credential)).isNotEmpty();
        assertThat(credential.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(10)))
                .isSameAs(credential.getTokenSync(TokenRequestContexts.vault()));
        assertThat(entra.tokenRequests()).isEqualTo(1);
        assertThat(tools.runs("az")).isZero();
        assertThat(messages(Level.INFO))
                .singleElement()
                .satisfies(
                        message -> assertThat(message).contains("WorkloadIdentityCredential", "a token file is named"));
    }

    @Test
    void aRefusedPodNeverTriesALaptopsSignIn(LocalCluster cluster, LocalApplication application) {
        tools.az("never");
        application.setEnabled(false);
        DefaultAzureCredential credential = inPod(cluster).build();

        assertThatThrownBy(() -> token(credential)).isExactlyInstanceOf(ClientAuthenticationException.class);
        assertThat(tools.runs("az")).isZero();
    }

    @Test
    void anIncompletePodIsAnErrorThatNamesWhatIsMissing() {
        tools.az("never");
        DefaultAzureCredential credential = new DefaultAzureCredentialBuilder()
                .configuration(tools.configuration("AZURE_FEDERATED_TOKEN_FILE", "/var/run/secrets/token"))
                .build();

        assertThatThrownBy(() -> token(credential))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContainingAll("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "azure.workload.identity/client-id");
        assertThatThrownBy(
                        () -> credential.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(10)))
                .isInstanceOf(CredentialUnavailableException.class);
        assertThat(tools.runs("az")).isZero();
    }

    @Test
    void onALaptopTheFirstToolThatAnswersIsKept() {
        tools.install("az", "exit 5").azd("from-azd").pwsh("never");
        DefaultAzureCredential credential =
                onLaptop("AZURE_CLIENT_ID", "ignored").build();

        assertThat(token(credential)).isEqualTo("from-azd");
        assertThat(token(credential)).isEqualTo("from-azd");
        assertThat(tools.runs("az")).isEqualTo(1);
        assertThat(tools.runs("azd")).isEqualTo(1);
        assertThat(tools.runs("pwsh")).isZero();
        assertThat(messages(Level.INFO))
                .anySatisfy(message ->
                        assertThat(message).contains("AzureDeveloperCliCredential", "first to provide a token"));
    }

    /** As in azure-identity: a catch that takes another way then does not depend on which call came first. */
    @Test
    void whateverAToolFailsWithIsUnavailableBeforeAndAfterItIsKept() {
        tools.az("from-az");
        DefaultAzureCredential credential =
                onLaptop("AZURE_TENANT_ID", "contoso.com").build();
        TokenRequestContext foreign = TokenRequestContexts.vault().setTenantId("other.example");

        for (int call = 1; call <= 2; call++) {
            assertThatThrownBy(() -> credential.getTokenSync(foreign))
                    .isInstanceOf(CredentialUnavailableException.class)
                    .hasMessageContaining("other.example");
            assertThatThrownBy(() -> credential.getToken(foreign).block(Duration.ofSeconds(10)))
                    .isInstanceOf(CredentialUnavailableException.class)
                    .hasMessageContaining("other.example");
            assertThat(token(credential)).isEqualTo("from-az");
        }
    }

    @Test
    void theVariablesOfALaptopConfigureItsTools() {
        tools.az("from-az");

        assertThat(token(onLaptop("AZURE_TENANT_ID", "contoso.com").build())).isEqualTo("from-az");
        assertThat(tools.arguments("az")).contains("--tenant", "contoso.com");
    }

    @Test
    void theProcessTimeoutReachesTheTools() {
        tools.install("az", "sleep 600").azd("from-azd");
        DefaultAzureCredential credential =
                onLaptop().credentialProcessTimeout(Duration.ofMillis(500)).build();

        assertThat(credential
                        .getToken(TokenRequestContexts.vault())
                        .block(Duration.ofSeconds(20))
                        .getToken())
                .isEqualTo("from-azd");
    }

    @Test
    void withoutAnyToolTheMessageHasAllReasons() {
        DefaultAzureCredential credential = onLaptop().build();

        assertThatThrownBy(() -> token(credential))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContainingAll("az login", "azd auth login", "Connect-AzAccount");
        assertThatThrownBy(
                        () -> credential.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(10)))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContainingAll("az login", "azd auth login", "Connect-AzAccount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", " PROD ", "WorkloadIdentityCredential", "workloadidentitycredential"})
    void wordsForTheClusterMeanWorkloadIdentityOrAnError(String word) {
        tools.az("never");
        DefaultAzureCredential credential =
                onLaptop("AZURE_TOKEN_CREDENTIALS", word).build();

        assertThatThrownBy(() -> token(credential))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContainingAll("AZURE_FEDERATED_TOKEN_FILE", "AZURE_CLIENT_ID");
        assertThat(tools.runs("az")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "AzureCliCredential", "AZURECLICREDENTIAL"})
    void wordsForTheLaptopWinOverATokenFileWithAWarning(String word) {
        tools.az("from-az");
        DefaultAzureCredential credential = onLaptop(
                        "AZURE_TOKEN_CREDENTIALS", word, "AZURE_FEDERATED_TOKEN_FILE", "/var/run/secrets/token")
                .build();

        assertThat(token(credential)).isEqualTo("from-az");
        assertThat(messages(Level.WARN))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("/var/run/secrets/token"));
    }

    @Test
    void aTokenInTheFilesPlaceIsNeverShown() {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2kiLCJzdWIiOiJzIn0.c2lnbmF0dXJlLW9mLWEtdG9rZW4";
        tools.az("from-az");
        DefaultAzureCredential pod =
                onLaptop("AZURE_FEDERATED_TOKEN_FILE", token).build();

        assertThat(token(onLaptop("AZURE_TOKEN_CREDENTIALS", "dev", "AZURE_FEDERATED_TOKEN_FILE", token)
                        .build()))
                .isEqualTo("from-az");
        assertThatThrownBy(() -> token(pod))
                .isInstanceOf(CredentialUnavailableException.class)
                .message()
                .doesNotContain("eyJ");
        assertThat(messages(Level.WARN)).isNotEmpty().noneMatch(message -> message.contains("eyJ"));
    }

    @Test
    void aToolCanBeNamedAlone() {
        tools.az("from-az").azd("from-azd").pwsh("from-pwsh");

        assertThat(token(onLaptop("AZURE_TOKEN_CREDENTIALS", "AzureDeveloperCliCredential")
                        .build()))
                .isEqualTo("from-azd");
        assertThat(token(onLaptop("AZURE_TOKEN_CREDENTIALS", "AzurePowerShellCredential")
                        .build()))
                .isEqualTo("from-pwsh");
        assertThat(tools.runs("az")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"EnvironmentCredential", "IntelliJCredential", "VisualStudioCodeCredential", "BrokerCredential"})
    void whatIsNotOfferedIsSaid(String word) {
        tools.az("never");
        DefaultAzureCredential credential =
                onLaptop("AZURE_TOKEN_CREDENTIALS", word).build();

        assertThatThrownBy(() -> token(credential))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContainingAll(word, "does not offer", "use ");
        assertThat(tools.runs("az")).isZero();
    }

    @Test
    void aPodThatTheWebhookHasMissedIsToldSoFirst() {
        DefaultAzureCredential credential =
                onLaptop("KUBERNETES_SERVICE_HOST", "10.0.0.1").build();

        for (Throwable failure : failures(credential)) {
            assertThat(failure).isInstanceOf(CredentialUnavailableException.class);
            assertThat(failure.getMessage())
                    .startsWith("DefaultAzureCredential has no workload identity")
                    .containsSubsequence(
                            "This is a pod (KUBERNETES_SERVICE_HOST is set)",
                            "webhook did not mutate this container",
                            "\n",
                            "azure.workload.identity/use: \"true\"",
                            "kubectl patch ",
                            "for a laptop",
                            "az login",
                            "Connect-AzAccount");
            assertThat(failure.getMessage().lines()).hasSizeLessThanOrEqualTo(5);
        }
        assertThat(messages(Level.WARN))
                .singleElement()
                .satisfies(message ->
                        assertThat(message).contains("this is not a laptop", "azure.workload.identity/use: \"true\""));
    }

    @Test
    void anotherHostOfAzureIsToldThatItsManagedIdentityIsNotUsed() {
        DefaultAzureCredential credential = onLaptop(
                        "IDENTITY_ENDPOINT", "http://localhost:42356/msi/token", "KUBERNETES_SERVICE_HOST", "10.0.0.1")
                .build();

        for (Throwable failure : failures(credential)) {
            assertThat(failure).isInstanceOf(CredentialUnavailableException.class);
            assertThat(failure.getMessage())
                    .startsWith("DefaultAzureCredential has no workload identity")
                    .containsSubsequence(
                            "IDENTITY_ENDPOINT is set",
                            "Container Apps",
                            "Use azure-identity's ManagedIdentityCredential",
                            "for a laptop",
                            "az login")
                    .doesNotContain("azure.workload.identity/use");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "WorkloadIdentityCredential"})
    void aWordForTheClusterExplainsTheHostToo(String word) {
        DefaultAzureCredential credential = onLaptop(
                        "AZURE_TOKEN_CREDENTIALS", word, "IDENTITY_ENDPOINT", "http://localhost:42356/msi/token")
                .build();

        for (Throwable failure : failures(credential)) {
            assertThat(failure)
                    .isInstanceOf(CredentialUnavailableException.class)
                    .hasMessageContainingAll("AZURE_TOKEN_CREDENTIALS is " + word, "IDENTITY_ENDPOINT is set")
                    .hasMessageNotContainingAny("az login", "azure.workload.identity/use");
        }
    }

    @Test
    void aDeveloperWhoWorksInAPodIsServed() {
        tools.az("from-az");

        assertThat(token(onLaptop("KUBERNETES_SERVICE_HOST", "10.0.0.1").build()))
                .isEqualTo("from-az");
    }

    @Test
    void theWordOfAManagedIdentityMeansWorkloadIdentityInAPod(
            LocalCluster cluster, LocalEntra entra, LocalApplication trusted) {
        tools.az("never");
        Configuration pod = Configurations.with(
                cluster.environment(),
                "AZURE_TOKEN_CREDENTIALS",
                "managedidentitycredential",
                "AZURE_CLIENT_ID",
                "wrong");

        DefaultAzureCredential credential = new DefaultAzureCredentialBuilder()
                .configuration(pod)
                .workloadIdentityClientId("88888888-8888-8888-8888-888888888888")
                .managedIdentityClientId(trusted.clientId())
                .build();

        assertThat(token(credential)).isNotEmpty();
        assertThat(entra.tokenRequests()).isEqualTo(1);
        assertThat(tools.runs("az")).isZero();
        assertThat(messages(Level.INFO))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("uses ManagedIdentityCredential"));
    }

    @Test
    void theWordOfAManagedIdentityIsUnavailableElsewhere() {
        tools.az("never");
        DefaultAzureCredential credential =
                onLaptop("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential").build();

        for (Throwable failure : failures(credential)) {
            assertThat(failure)
                    .isInstanceOf(CredentialUnavailableException.class)
                    .hasMessageContainingAll("not such a pod", "IMDS) is never used");
        }
        assertThat(tools.runs("az")).isZero();
    }

    @Test
    void aResourceIdHasNoEffectInAPodAndIsSaidOnce(LocalCluster cluster) {
        DefaultAzureCredential credential =
                inPod(cluster).managedIdentityResourceId("/subscriptions/s").build();

        assertThat(token(credential)).isNotEmpty();
        assertThat(messages(Level.WARN))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("managedIdentityResourceId has no effect"));
        assertThatThrownBy(() -> inPod(cluster)
                        .managedIdentityResourceId("/subscriptions/s")
                        .managedIdentityClientId("c")
                        .build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> token(onLaptop("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential")
                        .managedIdentityResourceId("/subscriptions/s")
                        .build()))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContaining("resource id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRODUCTION", "both", "p r o d"})
    void wordsThatMeanNothingAreRefusedAtOnce(String word) {
        DefaultAzureCredentialBuilder builder = onLaptop("AZURE_TOKEN_CREDENTIALS", word);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(word, "prod", "dev", "AzureCliCredential");
    }

    @Test
    void theClientIdComesFromTheMostSpecificSetting(LocalCluster cluster, LocalEntra entra, LocalApplication trusted) {
        Map<String, String> pod = Map.of(
                "AZURE_CLIENT_ID", "99999999-9999-9999-9999-999999999999",
                "AZURE_TENANT_ID", entra.tenantId(),
                "AZURE_AUTHORITY_HOST", entra.authorityHost().toString());
        List<DefaultAzureCredentialBuilder> builders = new ArrayList<>();
        builders.add(new DefaultAzureCredentialBuilder().workloadIdentityClientId(trusted.clientId()));
        builders.add(new DefaultAzureCredentialBuilder().managedIdentityClientId(trusted.clientId()));
        builders.add(new DefaultAzureCredentialBuilder()
                .managedIdentityClientId("88888888-8888-8888-8888-888888888888")
                .workloadIdentityClientId(trusted.clientId()));

        for (DefaultAzureCredentialBuilder builder : builders) {
            DefaultAzureCredential credential = builder.configuration(Configurations.of(pod))
                    .tokenFilePath(cluster.tokenFile().toString())
                    .executorService(ForkJoinPool.commonPool())
                    .disableInstanceDiscovery()
                    .build();
            assertThat(token(credential)).isNotEmpty();
        }
    }

    @Test
    void anAuthorityOfTheBuilderWinsOverTheVariable(LocalCluster cluster, LocalEntra entra) {
        DefaultAzureCredential credential = new DefaultAzureCredentialBuilder()
                .configuration(Configurations.with(
                        cluster.environment(), "AZURE_AUTHORITY_HOST", "https://login.example.invalid/"))
                .authorityHost(entra.authorityHost().toString())
                .tenantId(entra.tenantId())
                .build();

        assertThat(token(credential)).isNotEmpty();
    }

    @Test
    void otherTenantsAreAllowedByVariableOrBuilder(
            LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        String other = "11111111-1111-1111-1111-111111111111";
        entra.tenant(other).registerApplication(application.clientId()).trust(cluster);
        DefaultAzureCredential byVariable = new DefaultAzureCredentialBuilder()
                .configuration(Configurations.with(
                        cluster.environment(), "AZURE_ADDITIONALLY_ALLOWED_TENANTS", "a.example; " + other))
                .build();
        DefaultAzureCredential byBuilder =
                inPod(cluster).additionallyAllowedTenants("*").build();

        assertThat(byVariable.getTokenSync(TokenRequestContexts.vault().setTenantId(other)))
                .isNotNull();
        assertThat(byBuilder.getTokenSync(TokenRequestContexts.vault().setTenantId(other)))
                .isNotNull();
        assertThatThrownBy(() -> inPod(cluster)
                        .build()
                        .getTokenSync(TokenRequestContexts.vault().setTenantId(other)))
                .isInstanceOf(ClientAuthenticationException.class);
    }

    @Test
    void requiredVariablesAreNamedTogether() {
        DefaultAzureCredentialBuilder builder = onLaptop("AZURE_TENANT_ID", "t")
                .requireEnvVars(
                        AzureIdentityEnvVars.AZURE_TENANT_ID,
                        AzureIdentityEnvVars.AZURE_CLIENT_ID,
                        AzureIdentityEnvVars.AZURE_FEDERATED_TOKEN_FILE);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE")
                .hasMessageNotContaining("AZURE_TENANT_ID");
        assertThat(AzureIdentityEnvVars.values()).contains(AzureIdentityEnvVars.fromString("AZURE_CLIENT_SECRET"));
        assertThatThrownBy(() -> new DefaultAzureCredentialBuilder().credentialProcessTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Throwable> failures(DefaultAzureCredential credential) {
        return List.of(
                catchThrowable(() -> token(credential)),
                catchThrowable(
                        () -> credential.getToken(TokenRequestContexts.vault()).block(Duration.ofSeconds(10))));
    }

    private static String token(DefaultAzureCredential credential) {
        return credential.getTokenSync(TokenRequestContexts.vault()).getToken();
    }

    private DefaultAzureCredentialBuilder onLaptop(String... namesAndValues) {
        return new DefaultAzureCredentialBuilder().configuration(tools.configuration(namesAndValues));
    }

    private static DefaultAzureCredentialBuilder inPod(LocalCluster cluster) {
        return new DefaultAzureCredentialBuilder().configuration(Configurations.of(cluster.environment()));
    }

    private List<String> messages(Level level) {
        return log.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
