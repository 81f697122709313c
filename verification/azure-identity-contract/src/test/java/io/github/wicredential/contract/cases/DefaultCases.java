package io.github.wicredential.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.AzureIdentityEnvVars;
import com.azure.identity.ChainedTokenCredentialBuilder;
import com.azure.identity.CredentialUnavailableException;
import com.azure.identity.DefaultAzureCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.github.wicredential.contract.Authority.Fault;
import io.github.wicredential.contract.Promise;
import io.github.wicredential.contract.Stage;
import java.time.Duration;
import java.time.OffsetDateTime;
import reactor.core.publisher.Mono;

/** The default credential and chains. */
public class DefaultCases {

    private static final AccessToken TOKEN = new AccessToken("token", OffsetDateTime.MAX);

    @Promise("DefaultAzureCredential uses workload identity in a pod and keeps using it")
    public void pod(Stage stage) {
        DefaultAzureCredential credential = builder(stage).build();

        AccessToken first = credential.getTokenSync(Stage.vault());

        assertThat(credential.getTokenSync(Stage.vault()).getToken()).isEqualTo(first.getToken());
        assertThat(stage.authority.field(0, "client_id")).isEqualTo(Stage.CLIENT);
        assertThat(stage.authority.tokenRequests()).isEqualTo(1);
    }

    @Promise("DefaultAzureCredential's client id is the most specific one that is set")
    public void clientId(Stage stage) {
        builder(stage)
                .managedIdentityClientId("55555555-5555-5555-5555-555555555555")
                .build()
                .getTokenSync(Stage.vault());
        builder(stage)
                .managedIdentityClientId("55555555-5555-5555-5555-555555555555")
                .workloadIdentityClientId("66666666-6666-6666-6666-666666666666")
                .build()
                .getTokenSync(Stage.vault());

        assertThat(stage.authority.field(0, "client_id")).startsWith("5555");
        assertThat(stage.authority.field(1, "client_id")).startsWith("6666");
    }

    @Promise("DefaultAzureCredential reports a refusal and tries no other credential")
    public void refused(Stage stage) {
        stage.authority.always(Fault.REFUSED);
        DefaultAzureCredential credential = builder(stage).build();

        Throwable failure = catchThrowable(() -> credential.getTokenSync(Stage.vault()));

        assertThat(failure)
                .isInstanceOf(ClientAuthenticationException.class)
                .isNotInstanceOf(CredentialUnavailableException.class)
                .hasMessageContaining("AADSTS700213");
    }

    @Promise("DefaultAzureCredential in an incomplete pod names what is missing instead of trying laptop sign-ins")
    public void incompletePod(Stage stage) {
        DefaultAzureCredential credential = new DefaultAzureCredentialBuilder()
                .configuration(Stage.variables(
                        "AZURE_TENANT_ID", Stage.TENANT, "AZURE_FEDERATED_TOKEN_FILE", stage.tokenFile()))
                .httpClient(stage.authority)
                .build();

        assertThat(catchThrowable(() -> credential.getTokenSync(Stage.vault())))
                .isInstanceOf(ClientAuthenticationException.class)
                .hasMessageContaining("AZURE_CLIENT_ID")
                .hasMessageNotContaining("az login");
    }

    @Promise("A wrong client secret in a pod's variables does not stop its workload identity")
    public void secretInPod(Stage stage) {
        DefaultAzureCredential credential =
                builder(stage, "AZURE_CLIENT_SECRET", "left over").build();

        credential.getTokenSync(Stage.vault());

        assertThat(stage.authority.field(0, "client_assertion")).isNotNull();
    }

    @Promise("An authority set in DefaultAzureCredential's builder wins over the variable")
    public void authority(Stage stage) {
        builder(stage, "AZURE_AUTHORITY_HOST", "https://login.example.com/")
                .authorityHost("https://login.microsoftonline.us/")
                .build()
                .getTokenSync(Stage.vault());

        assertThat(stage.authority.host(0)).isEqualTo("login.microsoftonline.us");
    }

    @Promise("AZURE_TOKEN_CREDENTIALS=prod, in upper or lower case, uses workload identity in a pod")
    public void prod(Stage stage) {
        assertThat(builder(stage, "AZURE_TOKEN_CREDENTIALS", "Prod").build().getTokenSync(Stage.vault()))
                .isNotNull();
    }

    @Promise("AZURE_TOKEN_CREDENTIALS=WorkloadIdentityCredential uses only that")
    public void workload(Stage stage) {
        assertThat(builder(stage, "AZURE_TOKEN_CREDENTIALS", "workloadidentitycredential")
                        .build()
                        .getTokenSync(Stage.vault()))
                .isNotNull();
    }

    @Promise("An invalid AZURE_TOKEN_CREDENTIALS is refused by build()")
    public void meaningless(Stage stage) {
        for (String word : new String[] {"PRODUCTION", "both", "p r o d"}) {
            assertThatThrownBy(() ->
                            builder(stage, "AZURE_TOKEN_CREDENTIALS", word).build())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Promise("AZURE_ADDITIONALLY_ALLOWED_TENANTS of the given configuration allows DefaultAzureCredential to use them")
    public void allowedTenants(Stage stage) {
        builder(stage, "AZURE_ADDITIONALLY_ALLOWED_TENANTS", "contoso.com;" + Stage.OTHER_TENANT)
                .build()
                .getTokenSync(Stage.vault().setTenantId(Stage.OTHER_TENANT));

        assertThat(stage.authority.path(0)).contains(Stage.OTHER_TENANT);
    }

    @Promise("requireEnvVars names the missing variables in an IllegalStateException")
    public void requiredVariables(Stage stage) {
        assertThatThrownBy(() -> builder(stage)
                        .requireEnvVars(
                                AzureIdentityEnvVars.AZURE_CLIENT_ID,
                                AzureIdentityEnvVars.AZURE_CLIENT_SECRET,
                                AzureIdentityEnvVars.AZURE_TOKEN_CREDENTIALS)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("AZURE_CLIENT_SECRET", "AZURE_TOKEN_CREDENTIALS")
                .hasMessageNotContaining("AZURE_CLIENT_ID");
    }

    @Promise("32 cold threads on DefaultAzureCredential cost one token request")
    public void coldThreads(Stage stage) throws InterruptedException {
        stage.authority.latency(Duration.ofMillis(200));
        DefaultAzureCredential credential = builder(stage).build();

        Stage.together(32, () -> credential.getTokenSync(Stage.vault()));

        assertThat(stage.authority.tokenRequests()).isEqualTo(1);
    }

    @Promise("A chain continues after a credential that is not configured")
    public void chainGoesOn(Stage stage) {
        TokenCredential chain = new ChainedTokenCredentialBuilder()
                .addLast(failing(new CredentialUnavailableException("absent")))
                .addLast(context -> Mono.just(TOKEN))
                .build();

        assertThat(chain.getTokenSync(Stage.vault())).isSameAs(TOKEN);
        assertThat(chain.getToken(Stage.vault()).block(Duration.ofSeconds(5))).isSameAs(TOKEN);
    }

    @Promise("A chain stops at a refusal")
    public void chainStops(Stage stage) {
        TokenCredential chain = new ChainedTokenCredentialBuilder()
                .addLast(failing(new ClientAuthenticationException("refused", null)))
                .addLast(context -> Mono.just(TOKEN))
                .build();

        assertThatThrownBy(() -> chain.getTokenSync(Stage.vault())).isInstanceOf(ClientAuthenticationException.class);
    }

    @Promise("An empty chain is refused with an IllegalStateException")
    public void chainEmpty(Stage stage) {
        assertThatThrownBy(() -> new ChainedTokenCredentialBuilder().build()).isInstanceOf(IllegalStateException.class);
    }

    @Promise("An exhausted chain is a CredentialUnavailableException with all reasons")
    public void chainExhausted(Stage stage) {
        TokenCredential chain = new ChainedTokenCredentialBuilder()
                .addLast(failing(new CredentialUnavailableException("one is absent")))
                .addFirst(failing(new CredentialUnavailableException("two is absent")))
                .build();

        assertThatThrownBy(() -> chain.getToken(Stage.vault()).block(Duration.ofSeconds(5)))
                .isInstanceOf(CredentialUnavailableException.class)
                .hasMessageContainingAll("one is absent", "two is absent");
    }

    private static TokenCredential failing(RuntimeException failure) {
        return context -> Mono.error(failure);
    }

    private static DefaultAzureCredentialBuilder builder(Stage stage, String... namesAndValues) {
        return new DefaultAzureCredentialBuilder()
                .configuration(stage.pod(namesAndValues))
                .disableInstanceDiscovery()
                .httpClient(stage.authority);
    }
}
