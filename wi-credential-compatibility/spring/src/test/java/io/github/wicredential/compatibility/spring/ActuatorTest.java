package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.compatibility.spring.RunningWeb.Answer;
import io.github.wicredential.test.LocalApplication;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operations sees of a whole web application, over HTTP. */
class ActuatorTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String HEALTH = "/actuator/health/azureWorkloadIdentity";
    private static final String NO_DATABASE = "management.health.db.enabled=false";
    private static final String[] ALL = {
        "management.endpoints.web.exposure.include=*",
        "management.endpoint.health.show-details=always",
        "management.endpoint.health.probes.enabled=true",
        "management.endpoint.health.group.readiness.include=readinessState,azureWorkloadIdentity",
        NO_DATABASE
    };

    private Pod pod;

    @BeforeEach
    void start() throws Exception {
        pod = new Pod();
    }

    @AfterEach
    void end() {
        pod.close();
    }

    @Test
    void healthGoesFromUnknownToUpWithTheFirstToken() throws Exception {
        try (RunningWeb web = pod.web(ALL)) {
            assertThat(web.get(HEALTH).status()).isEqualTo(200);
            assertThat(web.get(HEALTH).json()).containsEntry("status", "UNKNOWN");
            assertThat(pod.entra.tokenRequests()).as("a probe fetches nothing").isZero();

            String token = web.identity().token(SCOPE).value();
            Answer up = web.getUntil(HEALTH, answer -> "UP".equals(answer.json().get("status")));
            assertThat(up.json("details"))
                    .containsEntry("clientId", pod.clientId())
                    .containsEntry("tenantId", pod.entra.tenantId())
                    .containsEntry("subject", pod.cluster.subject())
                    .containsKeys("expiresAt", "tokenFileExpiresAt")
                    .doesNotContainKeys("reason", "lastError");
            assertThat(up.body()).doesNotContain(token).doesNotContain("eyJ");

            assertThat(web.get("/actuator/health/readiness").json("components")).containsKey("azureWorkloadIdentity");
            assertThat(web.get("/actuator/health/liveness").body()).doesNotContain("azureWorkloadIdentity");
            assertThat(pod.entra.tokenRequests()).isEqualTo(1);
        }
    }

    @Test
    void aRefusalTakesThePodOutOfTheReadinessGroupAndSaysWhy() throws Exception {
        LocalApplication nobody = pod.entra.registerApplication();
        String[] properties = with(ALL, "azure.workload-identity.client-id=" + nobody.clientId());
        try (RunningWeb web = pod.web(properties)) {
            assertThat(web.get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(web.identity().tokenAsync(SCOPE))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(TokenExchangeException.class);

            Answer down = web.getUntil(HEALTH, answer -> answer.status() == 503);
            assertThat(down.json("details"))
                    .containsEntry("lastError", "AADSTS70025")
                    .containsKey("lastErrorAt");
            assertThat(down.json("details").get("reason")).asString().contains("AADSTS70025", "HTTP 401");
            assertThat(web.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(web.get("/actuator/health/liveness").status()).isEqualTo(200);
        }
    }

    @Test
    void aTokenFileThatIsGoneIsNamed() throws Exception {
        try (RunningWeb web = pod.web(ALL)) {
            pod.cluster.removeToken();
            Answer down = web.get(HEALTH);
            assertThat(down.status()).isEqualTo(503);
            assertThat(down.json("details").get("reason"))
                    .asString()
                    .contains(pod.cluster.tokenFile().toString(), "does not exist");
        }
    }

    @Test
    void eachIdentityHasItsOwnHealth() throws Exception {
        LocalApplication reports = pod.entra.registerApplication().trust(pod.cluster);
        String[] properties = with(ALL, "azure.workload-identity.identities.reports.client-id=" + reports.clientId());
        try (RunningWeb web = pod.web(properties)) {
            assertThat(web.get(HEALTH).json("components")).containsKeys("workloadIdentity", "workloadIdentity-reports");
            assertThat(web.get(HEALTH + "/workloadIdentity-reports").json("details"))
                    .containsEntry("clientId", reports.clientId());
        }
    }

    @Test
    void itIsSwitchedOffByBootsOwnProperty() throws Exception {
        try (RunningWeb web = pod.web(NO_DATABASE, "management.health.azure-workload-identity.enabled=false")) {
            assertThat(web.get(HEALTH).status()).isEqualTo(404);
            assertThat(web.get("/actuator/health").status()).isEqualTo(200);
            assertThat(web.get("/actuator/azureworkloadidentity").status())
                    .as("by Boot's own rules it is not exposed")
                    .isEqualTo(404);
        }
    }

    @Test
    void theEndpointShowsTheLastDiagnosisWhereItIsExposed() throws Exception {
        try (RunningWeb web = pod.web(ALL)) {
            web.identity().token(SCOPE);
            Answer answer = web.get("/actuator/azureworkloadidentity");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json("identities", "workloadIdentity"))
                    .containsEntry("healthy", true)
                    .containsKeys("at", "findings");
            assertThat(answer.body())
                    .contains("exchange " + SCOPE, pod.cluster.subject())
                    .doesNotContain("eyJ");

            int requests = pod.entra.tokenRequests();
            assertThat(web.get("/actuator/azureworkloadidentity/workloadIdentity")
                            .json())
                    .isEqualTo(answer.json("identities", "workloadIdentity"));
            assertThat(web.get("/actuator/azureworkloadidentity/nobody").status())
                    .isEqualTo(404);
            assertThat(pod.entra.tokenRequests()).as("not diagnosed again").isEqualTo(requests);
        }
    }

    private static String[] with(String[] properties, String... more) {
        String[] all = Arrays.copyOf(properties, properties.length + more.length);
        System.arraycopy(more, 0, all, properties.length, more.length);
        return all;
    }
}
