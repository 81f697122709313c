package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.ProofOfPossessionOptions;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.util.Configuration;
import com.azure.core.util.Context;
import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

@WorkloadIdentityTest
class WorkloadIdentityCredentialTest {

    private static final String VAULT = "https://vault.azure.net/.default";

    @Test
    void syncAndAsyncCallersShareOneToken(LocalCluster cluster, LocalEntra entra) {
        WorkloadIdentityCredential credential = credential(cluster);

        AccessToken sync = credential.getTokenSync(context());
        AccessToken async = credential.getToken(context()).block(Duration.ofSeconds(10));

        assertThat(async).isSameAs(sync).isSameAs(credential.getTokenSync(context()));
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aPrefetchWarmsWhatAzuresClientsAskFor(LocalCluster cluster, LocalEntra entra) throws Exception {
        WorkloadIdentityCredential credential = credential(cluster);

        credential.prefetch(VAULT).get(10, TimeUnit.SECONDS);
        HttpPipeline client = new HttpPipelineBuilder()
                .policies(new BearerTokenAuthenticationPolicy(credential, VAULT))
                .httpClient(request -> Mono.error(new IllegalStateException(
                        "sent with a token: " + (request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION) != null))))
                .build();
        HttpRequest secret = new HttpRequest(HttpMethod.GET, "https://vault.example/secrets");

        assertThatThrownBy(() -> client.sendSync(secret, Context.NONE)).hasMessage("sent with a token: true");
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aPrefetchOfNothingLikeAScopeFails(LocalCluster cluster) {
        assertThat(credential(cluster).prefetch("no scope")).isCompletedExceptionally();
        assertThatThrownBy(() -> credential(cluster).prefetch((String[]) null)).hasMessage("scopes");
        assertThatThrownBy(() -> credential(cluster).prefetch(VAULT, null)).hasMessage("scope");
        assertThatThrownBy(() -> WorkloadIdentityCredential.of(null)).hasMessage("identity");
    }

    @Test
    void tokensCarryTheirTimesAndType(LocalCluster cluster, LocalEntra entra) {
        entra.setExpiresIn(Duration.ofHours(2)).setRefreshIn(Duration.ofHours(1));
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);

        AccessToken token = credential(cluster).getTokenSync(context());

        assertThat(token.getTokenType()).isEqualTo("Bearer");
        assertThat(token.getExpiresAt()).isBetween(now.plusMinutes(119), now.plusMinutes(121));
        assertThat(token.getRefreshAt()).isBetween(now.plusMinutes(53), now.plusMinutes(61));
        assertThat(token.isExpired()).isFalse();
    }

    @Test
    void aProofOfPossessionTokenIsRefusedWithWordsAlsoIfABearerTokenIsThere(LocalCluster cluster, LocalEntra entra) {
        WorkloadIdentityCredential credential = credential(cluster);
        credential.getTokenSync(context());
        TokenRequestContext proof = context().setProofOfPossessionOptions(new ProofOfPossessionOptions());

        assertThatThrownBy(() -> credential.getTokenSync(proof))
                .isInstanceOf(ClientAuthenticationException.class)
                .hasMessageContainingAll("proof-of-possession", "bearer tokens only");
        assertThatThrownBy(() -> credential.getToken(proof).block(Duration.ofSeconds(10)))
                .isInstanceOf(ClientAuthenticationException.class)
                .hasMessageContaining("bearer tokens only");
        assertThat(entra.tokenRequests()).isOne();
    }

    @Test
    void plainAndCaeTokensAreApart(LocalCluster cluster, LocalEntra entra) {
        WorkloadIdentityCredential credential = credential(cluster);

        AccessToken plain = credential.getTokenSync(context());
        AccessToken cae = credential.getTokenSync(context().setCaeEnabled(true));

        assertThat(cae.getToken()).isNotEqualTo(plain.getToken());
        assertThat(credential.getTokenSync(context().setCaeEnabled(true))).isSameAs(cae);
        assertThat(entra.tokenRequests()).isEqualTo(2);
    }

    @Test
    void aClaimsChallengeYieldsANewTokenAndTheOldOneIsGone(LocalCluster cluster, LocalEntra entra) {
        WorkloadIdentityCredential credential = credential(cluster);
        AccessToken old = credential.getTokenSync(context().setCaeEnabled(true));
        String claims = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1700000000\"}}}";

        AccessToken sync = credential.getTokenSync(context().setCaeEnabled(true).setClaims(claims));
        AccessToken async = credential
                .getToken(context().setCaeEnabled(true).setClaims(claims))
                .block(Duration.ofSeconds(10));

        assertThat(sync.getToken()).isNotEqualTo(old.getToken());
        assertThat(async.getToken()).isNotIn(old.getToken(), sync.getToken());
        assertThat(credential.getTokenSync(context().setCaeEnabled(true)).getToken())
                .isNotIn(old.getToken(), sync.getToken())
                .isEqualTo(async.getToken());
        assertThat(entra.tokenRequests()).isEqualTo(3);
    }

    @Test
    void aRefusalIsAzureCoresExceptionInBothStyles(LocalCluster cluster, LocalApplication application) {
        application.setEnabled(false);
        WorkloadIdentityCredential credential = credential(cluster);

        Throwable sync = catchThrowable(() -> credential.getTokenSync(context()));
        Throwable async = catchThrowable(() -> credential.getToken(context()).block(Duration.ofSeconds(10)));

        for (Throwable failure : new Throwable[] {sync, async}) {
            assertThat(failure)
                    .isExactlyInstanceOf(ClientAuthenticationException.class)
                    .hasMessageContaining("AADSTS")
                    .cause()
                    .isInstanceOfSatisfying(TokenExchangeException.class, cause -> {
                        assertThat(failure.getMessage())
                                .contains(cause.correlationId().orElseThrow());
                    });
        }
    }

    @Test
    void aRefusalIsSaidOnceInAStackTraceHoweverOftenItIsMet(LocalCluster cluster, LocalApplication application) {
        application.untrustAll();
        WorkloadIdentityCredential credential = credential(cluster);

        Throwable failure = catchThrowable(() -> credential.getTokenSync(context()));
        Throwable again = catchThrowable(() -> credential.getTokenSync(context()));

        assertThat(StackTraces.of(failure)).containsOnlyOnce("More:").containsOnlyOnce("what the identity trusts: ");
        failure.addSuppressed(again);
        assertThat(StackTraces.of(failure)).doesNotContain("CIRCULAR REFERENCE");
    }

    @Test
    void anAuthorityThatIsNeverWellIsSaidOnce(LocalCluster cluster, LocalEntra entra) {
        entra.faults().always(Fault.status(503));
        WorkloadIdentityCredential credential = credential(cluster);

        Throwable failure = catchThrowable(() -> credential.getTokenSync(context()));

        assertThat(StackTraces.of(failure)).containsOnlyOnce("More:").doesNotContain("CIRCULAR REFERENCE");
        // The first line only.
        assertThat(failure.getCause().getMessage()).contains("HTTP 503").doesNotContain("\n");
        assertThat(failure.getCause().getCause()).isNull();
    }

    @Test
    void aTokenFileThatComesLateIsFound(LocalCluster cluster) {
        WorkloadIdentityCredential credential = credential(cluster);
        cluster.removeToken();
        Mono<AccessToken> mono = credential.getToken(context());

        assertThatThrownBy(() -> mono.block(Duration.ofSeconds(10)))
                .isExactlyInstanceOf(ClientAuthenticationException.class)
                .hasMessageContaining(cluster.tokenFile().toString())
                .hasCauseInstanceOf(AssertionException.class);
        cluster.rotateToken();

        assertThat(mono.block(Duration.ofSeconds(10))).isNotNull();
    }

    @Test
    void cancellingOneSubscriberDisturbsNoOther(LocalCluster cluster, LocalEntra entra) {
        CountDownLatch answer = new CountDownLatch(1);
        entra.faults().next(Fault.held(answer));
        WorkloadIdentityCredential credential = credential(cluster);

        Disposable first = credential.getToken(context()).subscribe();
        Mono<AccessToken> second = credential.getToken(context()).cache();
        Disposable running = second.subscribe();
        first.dispose();
        answer.countDown();

        assertThat(second.block(Duration.ofSeconds(10))).isNotNull();
        assertThat(running.isDisposed()).isTrue();
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void anotherTenantIsRefusedAndTheOwnOneIsNotInAnyCase(LocalCluster cluster, LocalEntra entra) {
        WorkloadIdentityCredential credential = credential(cluster);

        AccessToken own =
                credential.getTokenSync(context().setTenantId(entra.tenantId().toUpperCase(Locale.ROOT)));

        assertThat(credential.getTokenSync(context())).isSameAs(own);
        assertThatThrownBy(() -> credential.getTokenSync(context().setTenantId("11111111-1111-1111-1111-111111111111")))
                .isExactlyInstanceOf(ClientAuthenticationException.class)
                .hasCauseInstanceOf(ConfigurationException.class)
                .hasMessageContaining("additionallyAllowedTenants");
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void anAllowedTenantIsAsked(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        String other = "11111111-1111-1111-1111-111111111111";
        entra.tenant(other).registerApplication(application.clientId()).trust(cluster);
        WorkloadIdentityCredential credential = builder(cluster)
                .additionallyAllowedTenants(other.toUpperCase(Locale.ROOT))
                .build();

        assertThat(credential.getTokenSync(context().setTenantId(other))).isNotNull();
        assertThat(entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void otherTenantsCanBeForbiddenAltogether(LocalCluster cluster) {
        Configuration configuration =
                Configurations.with(cluster.environment(), "AZURE_IDENTITY_DISABLE_MULTITENANTAUTH", "true");
        WorkloadIdentityCredential credential = new WorkloadIdentityCredentialBuilder()
                .configuration(configuration)
                .additionallyAllowedTenants("*")
                .build();

        assertThatThrownBy(() -> credential.getTokenSync(context().setTenantId("11111111-1111-1111-1111-111111111111")))
                .isInstanceOf(ClientAuthenticationException.class);
    }

    @Test
    void whatIsMissingIsNamedAllAtOnce() {
        WorkloadIdentityCredentialBuilder empty =
                new WorkloadIdentityCredentialBuilder().configuration(Configuration.NONE);

        assertThatThrownBy(empty::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE")
                .hasCauseInstanceOf(ConfigurationException.class);
    }

    @Test
    void theBuilderWinsOverTheVariables(LocalCluster cluster, LocalEntra entra, LocalApplication application) {
        Configuration wrong = Configurations.of(Map.of(
                "AZURE_CLIENT_ID", "wrong", "AZURE_TENANT_ID", "wrong", "AZURE_FEDERATED_TOKEN_FILE", "/nowhere"));

        WorkloadIdentityCredential credential = new WorkloadIdentityCredentialBuilder()
                .configuration(wrong)
                .clientId(application.clientId())
                .tenantId(entra.tenantId())
                .tokenFilePath(cluster.tokenFile().toString())
                .authorityHost(entra.authorityHost().toString())
                .disableInstanceDiscovery()
                .build();

        assertThat(credential.getTokenSync(context())).isNotNull();
        assertThat(credential.toString()).contains(application.clientId());
        assertThat(credential.identity().tenantId()).isEqualTo(entra.tenantId());
    }

    @Test
    void withTheTokenProxyNothingElseMaySend(LocalCluster cluster) {
        Configuration bound = Configurations.with(
                cluster.environment(), "AZURE_KUBERNETES_TOKEN_PROXY", "https://proxy.example.invalid");
        assertThatThrownBy(() -> builder(cluster)
                        .configuration(bound)
                        .enableAzureProxy()
                        .httpClient(request -> Mono.empty())
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(builder(cluster).configuration(bound).enableAzureProxy().build())
                .isNotNull();
    }

    @Test
    void aTokenProxyWithoutItsCaFileIsRefused(LocalCluster cluster, @TempDir Path directory) throws IOException {
        Path ca = directory.resolve("ca.crt");
        Configuration bound = Configurations.with(
                cluster.environment(),
                "AZURE_KUBERNETES_TOKEN_PROXY",
                "https://proxy.example.invalid",
                "AZURE_KUBERNETES_CA_FILE",
                ca.toString());
        WorkloadIdentityCredentialBuilder builder =
                builder(cluster).configuration(bound).enableAzureProxy();

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "AZURE_KUBERNETES_CA_FILE", ca + ", which does not exist", "CA_DATA is not set");
        Files.createDirectory(ca);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(ca + ", which is not a regular file");
        assertThat(builder(cluster).configuration(bound).build()).isNotNull();
        Files.delete(ca);
        Files.createFile(ca);
        assertThat(builder.build()).isNotNull();
    }

    private static TokenRequestContext context() {
        return new TokenRequestContext().addScopes(VAULT);
    }

    private static WorkloadIdentityCredential credential(LocalCluster cluster) {
        return builder(cluster).build();
    }

    private static WorkloadIdentityCredentialBuilder builder(LocalCluster cluster) {
        return new WorkloadIdentityCredentialBuilder().configuration(Configurations.of(cluster.environment()));
    }
}
