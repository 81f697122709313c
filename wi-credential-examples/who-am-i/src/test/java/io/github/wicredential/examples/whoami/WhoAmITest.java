package io.github.wicredential.examples.whoami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.wicredential.examples.local.LocalContainer;
import io.github.wicredential.examples.local.TrustedIssuer;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as it is served from a pod, with the roles that Azure Resource Manager tells to who may read them. */
class WhoAmITest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String SHOP = LocalResourceManager.SUBSCRIPTION + "/resourceGroups/shop";
    private static final String VAULT = SHOP + "/providers/Microsoft.KeyVault/vaults/shop-secrets";

    private static LocalCluster cluster;
    private static LocalEntra entra;
    private static LocalApplication application;
    private static LocalResourceManager azure;
    private static LocalContainer pod;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.builder()
                .namespace("shop")
                .serviceAccount("orders")
                .start();
        entra = LocalEntra.start();
        application = entra.registerApplication().trust(cluster);
        cluster.annotate(application);
        azure = new LocalResourceManager(TrustedIssuer.of(entra));
        pod = start(cluster, azure);
    }

    @AfterAll
    static void end() {
        for (AutoCloseable each : Arrays.asList(pod, azure, entra, cluster)) {
            assertThatCode(each::close).doesNotThrowAnyException();
        }
    }

    @Test
    void saysWhoThePodIsAndWhichRolesItHas() throws Exception {
        azure.begin(application)
                .assign(application.objectId(), "Reader", SHOP)
                .assign(application.objectId(), "Key Vault Secrets User", VAULT)
                .assign(application.objectId(), "Reader", LocalResourceManager.SUBSCRIPTION)
                .assign("another", "Owner", LocalResourceManager.SUBSCRIPTION);

        HttpResponse<String> page = get(pod);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(">system:serviceaccount:shop:orders<", ">orders-7c9d8f6b5d-x2k4p<", ">shop<", ">orders<")
                .contains(">" + application.clientId() + "<", ">" + application.objectId() + "<")
                .contains(">" + LocalResourceManager.AUDIENCE + "<")
                .containsPattern("access token: \\d+ min left")
                .contains(">3 roles<", ">Key Vault Secrets User<", ">" + LocalResourceManager.SUBSCRIPTION + "<")
                .contains(">…/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shop-secrets<")
                .doesNotContain("Owner");
        assertThat(azure.requests()).filteredOn("roleAssignments 200"::equals).hasSize(2);
        assertHarmless(page, pod);
    }

    @Test
    void thePageAndAzuresClientShareOneToken() throws Exception {
        azure.begin(application);

        get(pod);
        get(pod);

        assertThat(azure.requests()).hasSize(2);
        assertThat(entra.requests())
                .singleElement()
                .extracting(ReceivedTokenRequest::scope)
                .isEqualTo("https://management.core.windows.net//.default");
    }

    @Test
    void textFromElsewhereStaysText() throws Exception {
        azure.begin(application).assign(application.objectId(), "<script>alert(1)</script>", SHOP + "/\"><img src=x>");

        HttpResponse<String> page = get(pod);

        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script", "<img");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; style-src 'self'");
    }

    @Test
    void whoMayNotReadRolesIsToldHowToGetThere() throws Exception {
        azure.begin(entra.registerApplication()).assign(application.objectId(), "Key Vault Secrets User", VAULT);

        HttpResponse<String> page = get(pod);

        assertThat(page.body())
                .contains("Azure Resource Manager answered 403 AuthorizationFailed.")
                .contains("az role assignment create --role Reader --assignee-object-id " + application.objectId())
                .contains("--scope " + LocalResourceManager.SUBSCRIPTION + "<")
                .contains(">" + cluster.subject() + "<")
                .doesNotContain("Secrets User");
        assertHarmless(page, pod);
    }

    @Test
    void aTokenThatHasEndedByAzuresClockShowsNoRoles() throws Exception {
        azure.begin(application)
                .ahead(Duration.ofHours(2))
                .assign(application.objectId(), "Key Vault Secrets User", VAULT);

        HttpResponse<String> page = get(pod);

        assertThat(page.body())
                .contains("Azure Resource Manager answered 401 InvalidAuthenticationToken.")
                .doesNotContain("Secrets User");
        assertThat(azure.requests()).isNotEmpty().allMatch("roleAssignments 401"::equals);
        assertHarmless(page, pod);
    }

    @Test
    void aPodThatNobodyTrustsIsToldWhy() throws Exception {
        azure.begin(application);
        try (LocalCluster stranger = LocalCluster.start();
                LocalContainer strange = start(stranger.annotate(application), azure)) {
            HttpResponse<String> page = get(strange);

            assertThat(page.body()).contains(">no access token<", "AADSTS70", ">" + stranger.subject() + "<");
            assertThat(azure.requests()).isEmpty();
            assertHarmless(page, strange);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void theProbesOfTheDeploymentSucceed(String probe) throws Exception {
        HttpResponse<String> health = get(pod, "/actuator/health/" + probe);

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"UP\"");
    }

    private static void assertHarmless(HttpResponse<String> page, LocalContainer pod) {
        assertThat(page.body()).doesNotContain("eyJ");
        assertThat(String.join("\n", pod.output())).doesNotContain("eyJ");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    }

    private static LocalContainer start(LocalCluster cluster, LocalResourceManager azure) {
        return LocalContainer.of(cluster, WhoAmIApplication.class)
                .trust(azure.certificate())
                .variable("AZURE_SUBSCRIPTION_ID", LocalResourceManager.SUBSCRIPTION.replace("/subscriptions/", ""))
                .variable("AZURE_RESOURCE_MANAGER_ENDPOINT", azure.url().toString())
                .variable("SERVER_PORT", "0")
                .variable("SERVER_ADDRESS", "127.0.0.1")
                .start();
    }

    private static HttpResponse<String> get(LocalContainer pod) throws Exception {
        return get(pod, "/");
    }

    private static HttpResponse<String> get(LocalContainer pod, String path) throws Exception {
        Pattern started = Pattern.compile("Tomcat started on port (\\d+)");
        String line = pod.awaitLine(text -> started.matcher(text).find(), LONG);
        String port = started.matcher(line).results().findFirst().orElseThrow().group(1);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(LONG)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
