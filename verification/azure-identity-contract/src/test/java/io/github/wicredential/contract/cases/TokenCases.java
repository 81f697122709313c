package io.github.wicredential.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.AuthenticationUtil;
import com.azure.identity.ClientAssertionCredential;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredential;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import io.github.wicredential.contract.Promise;
import io.github.wicredential.contract.Stage;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.Schedulers;

/** How tokens are fetched, kept and renewed. */
public class TokenCases {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Promise("Exchanges the pod's token for an access token, synchronously")
    public void sync(Stage stage) {
        AccessToken token = credential(stage).getTokenSync(Stage.vault());

        assertThat(token.getToken()).isNotEmpty();
        assertThat(token.getTokenType()).isEqualTo("Bearer");
        assertThat(token.getExpiresAt()).isBetween(now().plusMinutes(55), now().plusMinutes(61));
    }

    @Promise("Exchanges the pod's token for an access token, asynchronously")
    public void async(Stage stage) {
        assertThat(credential(stage).getToken(Stage.vault()).block(SOON).getToken())
                .isNotEmpty();
    }

    @Promise("Sends client id, tenant, scope and the file's content without its white space")
    public void form(Stage stage) {
        String written = stage.writeToken();

        credential(stage).getTokenSync(Stage.vault());

        assertThat(stage.authority.field(0, "client_assertion")).isEqualTo(written);
        assertThat(stage.authority.field(0, "client_id")).isEqualTo(Stage.CLIENT);
        assertThat(stage.authority.field(0, "grant_type")).isEqualTo("client_credentials");
        assertThat(stage.authority.field(0, "scope")).contains("https://vault.azure.net/.default");
        assertThat(stage.authority.path(0)).isEqualTo("/" + Stage.TENANT + "/oauth2/v2.0/token");
        assertThat(stage.authority.host(0)).isEqualTo("login.microsoftonline.com");
    }

    @Promise("Keeps tokens: a second call sends nothing")
    public void kept(Stage stage) {
        WorkloadIdentityCredential credential = credential(stage);

        assertThat(credential.getTokenSync(Stage.vault()).getToken())
                .isEqualTo(credential.getTokenSync(Stage.vault()).getToken());
        assertThat(stage.authority.tokenRequests()).isEqualTo(1);
    }

    @Promise("Reads a rotated token file for the next request")
    public void rotated(Stage stage) {
        WorkloadIdentityCredential credential = credential(stage);
        credential.getTokenSync(Stage.vault());
        String rotated = stage.writeToken();

        credential.getTokenSync(new TokenRequestContext().addScopes("https://storage.azure.com/.default"));

        assertThat(stage.authority.field(1, "client_assertion")).isEqualTo(rotated);
    }

    @Promise("A first token costs one HTTP request")
    public void oneRequest(Stage stage) {
        new WorkloadIdentityCredentialBuilder()
                .configuration(stage.pod())
                .httpClient(stage.authority)
                .build()
                .getTokenSync(Stage.vault());

        assertThat(stage.authority.tokenRequests() + stage.authority.otherRequests())
                .isEqualTo(1);
    }

    @Promise("A first token requests the assertion once")
    public void oneAssertion(Stage stage) {
        AtomicInteger asked = new AtomicInteger();
        ClientAssertionCredential credential = assertions(stage, () -> {
            asked.incrementAndGet();
            return Stage.assertion();
        });

        credential.getTokenSync(Stage.vault());

        assertThat(asked).hasValue(1);
    }

    @Promise("Synchronous and asynchronous calls share one token")
    public void shared(Stage stage) {
        WorkloadIdentityCredential credential = credential(stage);

        AccessToken sync = credential.getTokenSync(Stage.vault());
        AccessToken async = credential.getToken(Stage.vault()).block(SOON);

        assertThat(async.getToken()).isEqualTo(sync.getToken());
        assertThat(stage.authority.tokenRequests()).isEqualTo(1);
    }

    @Promise("Tokens with and without CAE are apart, and only the former declares it")
    public void cae(Stage stage) {
        WorkloadIdentityCredential credential = credential(stage);

        AccessToken plain = credential.getTokenSync(Stage.vault());
        AccessToken cae = credential.getTokenSync(Stage.vault().setCaeEnabled(true));

        assertThat(cae.getToken()).isNotEqualTo(plain.getToken());
        assertThat(String.valueOf(stage.authority.field(0, "claims"))).doesNotContainIgnoringCase("cp1");
        assertThat(stage.authority.field(1, "claims")).containsIgnoringCase("cp1");
    }

    @Promise("32 cold threads cost one token request")
    public void coldThreads(Stage stage) throws InterruptedException {
        stage.authority.latency(Duration.ofMillis(200));
        WorkloadIdentityCredential credential = credential(stage);

        List<Object> outcomes =
                Stage.together(32, () -> credential.getTokenSync(Stage.vault()).getToken());

        assertThat(outcomes).hasOnlyElementsOfType(String.class);
        assertThat(stage.authority.tokenRequests()).isEqualTo(1);
    }

    @Promise(value = "32 cold subscribers cost one token request", byChanceInAzureIdentity = true)
    public void coldSubscribers(Stage stage) throws InterruptedException {
        stage.authority.latency(Duration.ofMillis(200));
        WorkloadIdentityCredential credential = credential(stage);

        List<Object> outcomes = Stage.together(
                32, () -> credential.getToken(Stage.vault()).block(SOON).getToken());

        assertThat(outcomes).hasOnlyElementsOfType(String.class);
        assertThat(stage.authority.tokenRequests()).isEqualTo(1);
    }

    @Promise("In a token's last five minutes 32 calls cost one more request at most")
    public void lastMinutes(Stage stage) throws InterruptedException {
        stage.authority.expiresIn(299);
        WorkloadIdentityCredential credential = credential(stage);
        credential.getTokenSync(Stage.vault());

        Stage.together(32, () -> credential.getTokenSync(Stage.vault()));

        assertThat(stage.authority.tokenRequests()).isLessThanOrEqualTo(2);
    }

    @Promise("refresh_in is honoured: the token is refreshed then")
    public void refreshIn(Stage stage) {
        stage.authority.refreshIn(1);
        // A refresh may begin 5 s after the request did, so that the rest of its time is what the first answer took.
        stage.authority.latency(Duration.ofSeconds(2));
        WorkloadIdentityCredential credential = credential(stage);
        String first = credential.getTokenSync(Stage.vault()).getToken();
        stage.authority.latency(Duration.ZERO);

        assertThat(Stage.becomes(
                        () -> !credential.getTokenSync(Stage.vault()).getToken().equals(first), Duration.ofSeconds(5)))
                .as("another token within 5 s")
                .isTrue();
    }

    @Promise("refreshAt lies between now and expiry, for every caller and call")
    public void refreshAt(Stage stage) {
        WorkloadIdentityCredential credential = credential(stage);

        for (int i = 0; i < 2; i++) {
            AccessToken token = credential.getTokenSync(Stage.vault());
            assertThat(token.getRefreshAt()).isNotNull().isBetween(now(), token.getExpiresAt());
        }
    }

    @Promise("A claims challenge yields a new token, synchronously, and the old one is not handed out again")
    public void claims(Stage stage) {
        WorkloadIdentityCredential credential = credential(stage);
        String old = credential.getTokenSync(challenged(null)).getToken();

        String renewed = credential.getTokenSync(challenged(challenge())).getToken();

        assertThat(renewed).isNotEqualTo(old);
        assertThat(credential.getTokenSync(challenged(null)).getToken()).isNotEqualTo(old);
        assertThat(stage.authority.field(1, "claims")).contains("nbf");
    }

    @Promise("A claims challenge yields a new token, asynchronously")
    public void claimsAsync(Stage stage) {
        WorkloadIdentityCredential credential = credential(stage);
        String old = credential.getToken(challenged(null)).block(SOON).getToken();

        assertThat(credential.getToken(challenged(challenge())).block(SOON).getToken())
                .isNotEqualTo(old);
    }

    @Promise("The assertion is never requested on a Reactor thread that must not block")
    public void threads(Stage stage) {
        AtomicBoolean onReactor = new AtomicBoolean();
        ClientAssertionCredential credential = assertions(stage, () -> {
            onReactor.compareAndSet(false, Schedulers.isInNonBlockingThread());
            return Stage.assertion();
        });

        credential.getToken(Stage.vault()).subscribeOn(Schedulers.parallel()).block(SOON);

        assertThat(onReactor).isFalse();
    }

    @Promise("Account identifiers can be logged without breaking the token")
    public void accountIdentifiers(Stage stage) {
        WorkloadIdentityCredential credential =
                builder(stage).enableAccountIdentifierLogging().build();

        assertThat(credential.getTokenSync(Stage.vault()).getToken()).isNotEmpty();
    }

    @Promise("A bearer token supplier returns the token's text")
    public void supplier(Stage stage) {
        TokenCredential credential = credential(stage);

        assertThat(AuthenticationUtil.getBearerTokenSupplier(credential, "https://vault.azure.net/.default")
                        .get())
                .startsWith("eyJ");
    }

    private static String challenge() {
        return "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1700000000\"}}}";
    }

    private static TokenRequestContext challenged(String claims) {
        return Stage.vault().setCaeEnabled(true).setClaims(claims);
    }

    private static ClientAssertionCredential assertions(Stage stage, java.util.function.Supplier<String> supplier) {
        return new ClientAssertionCredentialBuilder()
                .clientId(Stage.CLIENT)
                .tenantId(Stage.TENANT)
                .clientAssertion(supplier)
                .disableInstanceDiscovery()
                .httpClient(stage.authority)
                .build();
    }

    private static WorkloadIdentityCredential credential(Stage stage) {
        return builder(stage).build();
    }

    private static WorkloadIdentityCredentialBuilder builder(Stage stage) {
        return new WorkloadIdentityCredentialBuilder()
                .configuration(stage.pod())
                .disableInstanceDiscovery()
                .httpClient(stage.authority);
    }

    private static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC);
    }
}
