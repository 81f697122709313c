package io.github.wicredential.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.ClientOptions;
import com.azure.identity.AuthenticationUtil;
import com.azure.identity.AzureAuthorityHosts;
import com.azure.identity.AzureCliCredential;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.AzureDeveloperCliCredential;
import com.azure.identity.AzureDeveloperCliCredentialBuilder;
import com.azure.identity.AzureIdentityEnvVars;
import com.azure.identity.AzurePowerShellCredential;
import com.azure.identity.AzurePowerShellCredentialBuilder;
import com.azure.identity.ChainedTokenCredential;
import com.azure.identity.ChainedTokenCredentialBuilder;
import com.azure.identity.ClientAssertionCredential;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.CredentialBuilderBase;
import com.azure.identity.CredentialUnavailableException;
import com.azure.identity.DefaultAzureCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredential;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import io.github.wicredential.contract.Promise;
import io.github.wicredential.contract.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Code as applications have it, compiled with nothing but the import changed. */
public class UsageCases {

    @Promise("A workload identity credential with every option of its builder")
    public void workloadIdentity(Stage stage) {
        ExecutorService executor = new ForkJoinPool(1);
        WorkloadIdentityCredential credential = new WorkloadIdentityCredentialBuilder()
                .clientId(Stage.CLIENT)
                .tenantId(Stage.TENANT)
                .tokenFilePath(stage.tokenFile())
                .authorityHost(AzureAuthorityHosts.AZURE_PUBLIC_CLOUD)
                .additionallyAllowedTenants("contoso.com", "fabrikam.com")
                .disableInstanceDiscovery()
                .executorService(executor)
                .httpClient(stage.authority)
                .addPolicy((context, next) -> next.process())
                .retryOptions(new RetryOptions(new ExponentialBackoffOptions().setMaxRetries(2)))
                .clientOptions(new ClientOptions().setApplicationId("shop"))
                .httpLogOptions(new HttpLogOptions().setLogLevel(HttpLogDetailLevel.BASIC))
                .configuration(stage.pod())
                .build();

        assertThat(credential.getTokenSync(Stage.vault())).isNotNull();
        executor.shutdown();
    }

    @SuppressWarnings("deprecation")
    @Promise("A workload identity credential with the deprecated options")
    public void deprecatedOptions(Stage stage) {
        WorkloadIdentityCredential credential = new WorkloadIdentityCredentialBuilder()
                .configuration(stage.pod())
                .disableInstanceDiscovery()
                .maxRetry(3)
                .retryTimeout(delay -> delay)
                .httpPipeline(
                        new HttpPipelineBuilder().httpClient(stage.authority).build())
                .build();

        assertThat(credential.getTokenSync(Stage.vault())).isNotNull();
    }

    @SuppressWarnings("deprecation")
    @Promise("A default credential with every option")
    public void defaultCredential(Stage stage) {
        DefaultAzureCredential credential = new DefaultAzureCredentialBuilder()
                .configuration(stage.pod())
                .tenantId(Stage.TENANT)
                .authorityHost(AzureAuthorityHosts.AZURE_PUBLIC_CLOUD)
                .workloadIdentityClientId(Stage.CLIENT)
                .additionallyAllowedTenants(List.of("contoso.com"))
                .credentialProcessTimeout(Duration.ofSeconds(15))
                .disableInstanceDiscovery()
                .managedIdentityResourceId(null)
                .intelliJKeePassDatabasePath("C:/keepass.kdbx")
                .maxRetry(3)
                .retryTimeout(delay -> delay)
                .requireEnvVars(AzureIdentityEnvVars.AZURE_CLIENT_ID, AzureIdentityEnvVars.AZURE_TENANT_ID)
                .executorService(ForkJoinPool.commonPool())
                .httpClient(stage.authority)
                .build();

        assertThat(credential.getToken(Stage.vault()).block(Duration.ofSeconds(10)))
                .isNotNull();
    }

    @Promise("A chain of workload identity and the developer tools")
    public void chain(Stage stage) {
        WorkloadIdentityCredential pod = new WorkloadIdentityCredentialBuilder()
                .configuration(stage.pod())
                .disableInstanceDiscovery()
                .httpClient(stage.authority)
                .build();
        AzureCliCredential cli = new AzureCliCredentialBuilder()
                .tenantId(Stage.TENANT)
                .subscription("shop production")
                .processTimeout(Duration.ofSeconds(5))
                .additionallyAllowedTenants("*")
                .build();
        AzureDeveloperCliCredential azd = new AzureDeveloperCliCredentialBuilder()
                .tenantId(Stage.TENANT)
                .processTimeout(Duration.ofSeconds(5))
                .additionallyAllowedTenants("contoso.com")
                .build();
        AzurePowerShellCredential powerShell = new AzurePowerShellCredentialBuilder()
                .tenantId(Stage.TENANT)
                .additionallyAllowedTenants(List.of("contoso.com"))
                .build();
        ChainedTokenCredential chain = new ChainedTokenCredentialBuilder()
                .addFirst(pod)
                .addLast(cli)
                .addAll(List.of(azd, powerShell))
                .build();

        assertThat(chain.getTokenSync(Stage.vault())).isNotNull();
    }

    @Promise("The builder of a developer tool's credential can be used like any credential builder")
    public void anyBuilder(Stage stage) {
        CredentialBuilderBase<AzureCliCredentialBuilder> any = new AzureCliCredentialBuilder();

        AzureCliCredential credential = any.configuration(stage.pod())
                .httpClient(stage.authority)
                .retryPolicy(new RetryPolicy())
                .addPolicy((context, next) -> next.process())
                .build();

        assertThat(credential).isNotNull();
    }

    @Promise("A managed identity credential in a pod, whose requests go through the application's HTTP client")
    public void managedIdentity(Stage stage) {
        // The authority is nobody's: a library that sends with a client of its own finds nothing.
        ManagedIdentityCredential credential = new ManagedIdentityCredentialBuilder()
                .configuration(stage.pod("AZURE_AUTHORITY_HOST", "https://localhost:1/"))
                .clientId("55555555-5555-5555-5555-555555555555")
                .executorService(ForkJoinPool.commonPool())
                .httpClient(stage.authority)
                .build();

        assertThat(credential.getClientId()).startsWith("5555");
        assertThat(credential.getToken(Stage.vault()).block(Duration.ofSeconds(10)))
                .isNotNull();
        assertThat(stage.authority.field(0, "client_id")).startsWith("5555");
    }

    @Promise("A default credential is a chained one")
    public void defaultIsAChain(Stage stage) {
        ChainedTokenCredential chain = new DefaultAzureCredentialBuilder()
                .configuration(stage.pod())
                .disableInstanceDiscovery()
                .httpClient(stage.authority)
                .build();

        assertThat(chain.getTokenSync(Stage.vault())).isNotNull();
    }

    @Promise("An assertion of the application's own")
    public void clientAssertion(Stage stage) {
        ClientAssertionCredential credential = new ClientAssertionCredentialBuilder()
                .tenantId(Stage.TENANT)
                .clientId(Stage.CLIENT)
                .clientAssertion(Stage::assertion)
                .disableInstanceDiscovery()
                .httpClient(stage.authority)
                .build();

        assertThat(credential.getTokenSync(Stage.vault())).isNotNull();
    }

    @Promise("A pipeline of azure-core authenticated by a credential")
    public void pipeline(Stage stage) {
        TokenCredential credential = new DefaultAzureCredentialBuilder()
                .configuration(stage.pod())
                .disableInstanceDiscovery()
                .httpClient(stage.authority)
                .build();
        StringBuilder sent = new StringBuilder();
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .policies(new BearerTokenAuthenticationPolicy(credential, "https://vault.azure.net/.default"))
                .httpClient(request -> {
                    sent.append(request.getHeaders().getValue(com.azure.core.http.HttpHeaderName.AUTHORIZATION));
                    return stage.authority.send(request);
                })
                .build();

        pipeline.send(new HttpRequest(com.azure.core.http.HttpMethod.GET, "https://shop.vault.azure.net/secrets/a"))
                .block(Duration.ofSeconds(10));

        assertThat(sent).startsWith("Bearer ");
    }

    @Promise("A token supplier for another vendor's client")
    public void supplier(Stage stage) {
        TokenCredential credential = new DefaultAzureCredentialBuilder()
                .configuration(stage.pod())
                .disableInstanceDiscovery()
                .httpClient(stage.authority)
                .build();
        Supplier<String> password = AuthenticationUtil.getBearerTokenSupplier(
                credential, "https://ossrdbms-aad.database.windows.net/.default");

        assertThat(password.get()).isNotEmpty();
    }

    @Promise("An error handler that distinguishes unavailable from refused")
    public void handler(Stage stage) {
        String outcome;
        try {
            new ChainedTokenCredentialBuilder()
                    .addLast(context -> Mono.error(new CredentialUnavailableException("absent")))
                    .build()
                    .getTokenSync(Stage.vault());
            outcome = "token";
        } catch (CredentialUnavailableException absent) {
            outcome = "unavailable";
        }

        assertThat(outcome).isEqualTo("unavailable");
    }
}
