package io.github.wicredential.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.ProxyOptions;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.ClientOptions;
import com.azure.core.util.Header;
import com.azure.identity.AzureAuthorityHosts;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredential;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import io.github.wicredential.contract.Authority.Fault;
import io.github.wicredential.contract.Promise;
import io.github.wicredential.contract.Stage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;

/** What builders accept, refuse and do. */
public class SettingCases {

    @Promise("build() names all missing settings at once in an IllegalArgumentException")
    public void missing(Stage stage) {
        WorkloadIdentityCredentialBuilder empty =
                new WorkloadIdentityCredentialBuilder().configuration(Stage.variables());

        assertThatThrownBy(empty::build)
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(failure -> assertThat(failure.getMessage().toLowerCase(Locale.ROOT))
                        .containsPattern("client ?id")
                        .containsPattern("tenant ?id")
                        .containsPattern("token ?file"));
    }

    @Promise("The builder wins over the variables")
    public void builderWins(Stage stage) {
        new WorkloadIdentityCredentialBuilder()
                .configuration(Stage.variables(
                        "AZURE_CLIENT_ID", "wrong", "AZURE_TENANT_ID", "wrong", "AZURE_FEDERATED_TOKEN_FILE", "/wrong"))
                .clientId(Stage.CLIENT)
                .tenantId(Stage.TENANT)
                .tokenFilePath(stage.tokenFile())
                .disableInstanceDiscovery()
                .httpClient(stage.authority)
                .build()
                .getTokenSync(Stage.vault());

        assertThat(stage.authority.field(0, "client_id")).isEqualTo(Stage.CLIENT);
        assertThat(stage.authority.path(0)).contains(Stage.TENANT);
    }

    @Promise("The authority is the variable's")
    public void authorityVariable(Stage stage) {
        builder(stage, "AZURE_AUTHORITY_HOST", AzureAuthorityHosts.AZURE_GOVERNMENT)
                .build()
                .getTokenSync(Stage.vault());

        assertThat(stage.authority.host(0)).isEqualTo("login.microsoftonline.us");
    }

    @Promise("The authority is the builder's")
    public void authorityBuilder(Stage stage) {
        builder(stage)
                .authorityHost(AzureAuthorityHosts.AZURE_GOVERNMENT)
                .build()
                .getTokenSync(Stage.vault());

        assertThat(stage.authority.host(0)).isEqualTo("login.microsoftonline.us");
    }

    @Promise("An authority without https is refused with an IllegalArgumentException")
    public void authorityHttp(Stage stage) {
        assertThatThrownBy(() ->
                        builder(stage).authorityHost("http://login.example.com").build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Promise("A tenant with illegal characters is refused with an IllegalArgumentException")
    public void tenantCharacters(Stage stage) {
        assertThatThrownBy(() -> builder(stage).tenantId("a/b?c").build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Promise("A foreign tenant of a request is refused with a ClientAuthenticationException, asynchronously")
    public void foreignTenantAsync(Stage stage) {
        WorkloadIdentityCredential credential = builder(stage).build();

        assertThatThrownBy(() -> credential
                        .getToken(Stage.vault().setTenantId(Stage.OTHER_TENANT))
                        .block(Duration.ofSeconds(10)))
                .isInstanceOf(ClientAuthenticationException.class);
        assertThat(stage.authority.tokenRequests()).isZero();
    }

    @Promise("A foreign tenant of a request is refused with a ClientAuthenticationException, synchronously")
    public void foreignTenantSync(Stage stage) {
        WorkloadIdentityCredential credential = builder(stage).build();

        assertThatThrownBy(() -> credential.getTokenSync(Stage.vault().setTenantId(Stage.OTHER_TENANT)))
                .isInstanceOf(ClientAuthenticationException.class);
    }

    @Promise("An allowed tenant of a request is used, in upper or lower case")
    public void allowedTenant(Stage stage) {
        builder(stage)
                .additionallyAllowedTenants(Stage.OTHER_TENANT.toUpperCase(Locale.ROOT))
                .build()
                .getTokenSync(Stage.vault().setTenantId(Stage.OTHER_TENANT));

        assertThat(stage.authority.path(0)).contains(Stage.OTHER_TENANT);
    }

    @Promise("* allows any tenant")
    public void anyTenant(Stage stage) {
        builder(stage)
                .additionallyAllowedTenants(List.of("*"))
                .build()
                .getTokenSync(Stage.vault().setTenantId(Stage.OTHER_TENANT));

        assertThat(stage.authority.path(0)).contains(Stage.OTHER_TENANT);
    }

    @Promise("AZURE_IDENTITY_DISABLE_MULTITENANTAUTH forbids all tenants except the credential's own")
    public void ownTenantOnly(Stage stage) {
        WorkloadIdentityCredential credential = builder(stage, "AZURE_IDENTITY_DISABLE_MULTITENANTAUTH", "true")
                .additionallyAllowedTenants("*")
                .build();

        assertThat(credential.getTokenSync(Stage.vault())).isNotNull();
        assertThatThrownBy(() -> credential
                        .getToken(Stage.vault().setTenantId(Stage.OTHER_TENANT))
                        .block(Duration.ofSeconds(10)))
                .isInstanceOf(Exception.class);
        assertThat(stage.authority.tokenRequests()).isEqualTo(1);
    }

    @Promise("A pipeline without a retry policy does not retry")
    public void pipelineWithoutRetry(Stage stage) {
        stage.authority.always(Fault.UNAVAILABLE);
        HttpPipeline pipeline =
                new HttpPipelineBuilder().httpClient(stage.authority).build();

        assertThatThrownBy(() -> piped(stage, pipeline).getTokenSync(Stage.vault()))
                .isInstanceOf(Exception.class);
        assertThat(stage.authority.tokenRequests()).isEqualTo(1);
    }

    @Promise("A pipeline's retry policy retries")
    public void pipelineWithRetry(Stage stage) {
        stage.authority.next(Fault.UNAVAILABLE, Fault.UNAVAILABLE);
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .httpClient(stage.authority)
                .policies(new RetryPolicy(twice()))
                .build();

        assertThat(piped(stage, pipeline).getTokenSync(Stage.vault())).isNotNull();
        assertThat(stage.authority.tokenRequests()).isEqualTo(3);
    }

    @Promise("Retry options say how often to retry")
    public void retryOptions(Stage stage) {
        stage.authority.always(Fault.UNAVAILABLE);

        assertThatThrownBy(() -> builder(stage).retryOptions(twice()).build().getTokenSync(Stage.vault()))
                .isInstanceOf(Exception.class);
        assertThat(stage.authority.tokenRequests()).isEqualTo(3);
    }

    @Promise("Retry policy and retry options exclude each other")
    public void retryTwice(Stage stage) {
        assertThatThrownBy(() -> builder(stage)
                        .retryOptions(twice())
                        .retryPolicy(new RetryPolicy())
                        .build()
                        .getTokenSync(Stage.vault()))
                .hasStackTraceContaining("IllegalStateException");
    }

    @Promise("Added policies see token requests")
    public void policies(Stage stage) {
        AtomicInteger seen = new AtomicInteger();
        HttpPipelinePolicy counting = (context, next) -> {
            seen.incrementAndGet();
            return next.process();
        };

        builder(stage).addPolicy(counting).build().getTokenSync(Stage.vault());

        assertThat(seen).hasValue(1);
    }

    @Promise("Client options add their headers and name the application")
    public void clientOptions(Stage stage) {
        builder(stage)
                .clientOptions(new ClientOptions()
                        .setApplicationId("shop")
                        .setHeaders(List.of(new Header("x-team", "orders"))))
                .build()
                .getTokenSync(Stage.vault());

        assertThat(stage.authority.header(0, "User-Agent")).startsWith("shop ");
        assertThat(stage.authority.header(0, "x-team")).isEqualTo("orders");
    }

    @Promise("An executor that is occupied by waiting callers does not keep them waiting")
    public void busyExecutor(Stage stage) {
        ExecutorService one = Executors.newSingleThreadExecutor(runnable -> {
            Thread thread = new Thread(runnable, "one");
            thread.setDaemon(true);
            return thread;
        });
        WorkloadIdentityCredential credential =
                builder(stage).executorService(one).build();

        assertThat(Stage.becomes(
                        one.submit(() -> credential.getTokenSync(Stage.vault()))::isDone, Duration.ofSeconds(10)))
                .isTrue();
        one.shutdownNow();
    }

    @Promise("A client assertion credential without client, tenant or assertion is refused")
    public void assertionMissing(Stage stage) {
        assertThatThrownBy(() -> new ClientAssertionCredentialBuilder()
                        .configuration(Stage.variables())
                        .clientAssertion(Stage::assertion)
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClientAssertionCredentialBuilder()
                        .clientId(Stage.CLIENT)
                        .tenantId(Stage.TENANT)
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @SuppressWarnings("deprecation")
    @Promise("A proxy of proxyOptions is used as a tunnel to the authority, whatever HTTP client is set")
    public void proxyOptions(Stage stage) throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress("localhost", proxy.getLocalPort());
            WorkloadIdentityCredential credential = builder(stage)
                    .proxyOptions(new ProxyOptions(ProxyOptions.Type.HTTP, address))
                    .build();

            Disposable running = credential.getToken(Stage.vault()).subscribe(token -> {}, failure -> {});
            proxy.setSoTimeout(20_000);
            try (Socket tunnel = proxy.accept()) {
                assertThat(new String(tunnel.getInputStream().readNBytes(37), StandardCharsets.US_ASCII))
                        .isEqualTo("CONNECT login.microsoftonline.com:443");
            }
            running.dispose();
        }
        assertThat(stage.authority.tokenRequests()).isZero();
    }

    @Promise("A client assertion credential names everything that is missing at once")
    public void assertionMissingNamed(Stage stage) {
        assertThatThrownBy(() -> new ClientAssertionCredentialBuilder()
                        .configuration(Stage.variables())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(failure -> assertThat(failure.getMessage().toLowerCase(Locale.ROOT))
                        .containsPattern("client ?id")
                        .containsPattern("tenant ?id")
                        .contains("assertion"));
    }

    @Promise("A token proxy whose CA file is missing is refused by build()")
    public void proxyWithoutCa(Stage stage) {
        WorkloadIdentityCredentialBuilder bound = new WorkloadIdentityCredentialBuilder()
                .configuration(stage.pod(
                        "AZURE_KUBERNETES_TOKEN_PROXY",
                        "https://proxy.example.invalid",
                        "AZURE_KUBERNETES_CA_FILE",
                        stage.tokenFile() + ".none"))
                .enableAzureProxy();

        assertThatThrownBy(bound::build).isInstanceOf(IllegalArgumentException.class);
    }

    private static RetryOptions twice() {
        return new RetryOptions(new FixedDelayOptions(2, Duration.ofMillis(1)));
    }

    private static WorkloadIdentityCredential piped(Stage stage, HttpPipeline pipeline) {
        return new WorkloadIdentityCredentialBuilder()
                .configuration(stage.pod())
                .disableInstanceDiscovery()
                .pipeline(pipeline)
                .build();
    }

    private static WorkloadIdentityCredentialBuilder builder(Stage stage, String... namesAndValues) {
        return new WorkloadIdentityCredentialBuilder()
                .configuration(stage.pod(namesAndValues))
                .disableInstanceDiscovery()
                .httpClient(stage.authority);
    }
}
