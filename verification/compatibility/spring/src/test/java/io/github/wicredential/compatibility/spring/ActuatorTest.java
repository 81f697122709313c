package io.github.wicredential.compatibility.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.compatibility.spring.RunningWeb.Answer;
import io.github.wicredential.test.LocalApplication;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What operations sees of a whole web application, over HTTP. */
class ActuatorTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String HEALTH = "/actuator/health/azureWorkloadIdentity";
    private static final String ENDPOINT = "/actuator/azureworkloadidentity";
    private static final String NO_DATABASE = "management.health.db.enabled=false";
    private static final String[] ALL = {
        "management.endpoints.web.exposure.include=*",
        "management.endpoint.health.show-details=always",
        "management.endpoint.health.probes.enabled=true",
        "management.endpoint.health.group.readiness.include=readinessState,azureWorkloadIdentity",
        NO_DATABASE
    };

    @AutoClose
    private final Pod pod = new Pod();

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
            assertThat(web.get("/actuator/prometheus").body())
                    .containsPattern(
                            "azure_wi_refresh_failures_total\\{agent=\"none\",error=\"refused\",identity=\"workloadIdentity\",served=\"false\"} 1")
                    .as("Boot makes a timer of each observation")
                    .containsPattern("azure_wi_exchange_seconds_count\\{azure_wi_error=\"refused\",[^}]*} 1");

            pod.cluster.removeToken();
            assertThat(web.get(HEALTH).json("details").get("reason"))
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
            assertThat(web.get(ENDPOINT).status())
                    .as("by Boot's own rules it is not exposed")
                    .isEqualTo(404);
        }
    }

    @Test
    void endpointAndMetersShowWhatTheIdentityDoes() throws Exception {
        try (RunningWeb web = pod.web(with(ALL, vault()))) {
            assertThat(web.get(HEALTH).json())
                    .as("the property source has had a token before there were beans")
                    .containsEntry("status", "UP");

            Answer answer = web.get(ENDPOINT);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json("identities", "workloadIdentity"))
                    .containsEntry("healthy", true)
                    .containsKeys("at", "findings");
            assertThat(answer.body())
                    .contains("exchange " + SCOPE, pod.cluster.subject())
                    .doesNotContain("eyJ");
            int requests = pod.entra.tokenRequests();
            assertThat(web.get(ENDPOINT + "/workloadIdentity").json())
                    .isEqualTo(answer.json("identities", "workloadIdentity"));
            assertThat(web.get(ENDPOINT + "/nobody").status()).isEqualTo(404);
            assertThat(pod.entra.tokenRequests()).as("not diagnosed again").isEqualTo(requests);

            assertThat(web.get("/actuator/metrics/azure.wi.token.requests?tag=outcome:success")
                            .json())
                    .containsEntry("baseUnit", "seconds")
                    .extracting("measurements")
                    .asString()
                    .contains("COUNT, value=1.0");
            assertThat(web.get("/actuator/prometheus").body())
                    .containsPattern(
                            "azure_wi_token_expires_in_seconds\\{agent=\"none\",identity=\"workloadIdentity\"} 3[0-9]{3}")
                    .containsPattern(
                            "azure_wi_assertion_age_seconds\\{agent=\"none\",identity=\"workloadIdentity\"} [0-9]")
                    .contains(
                            "azure_wi_refresh_failures_total{agent=\"none\",error=\"refused\",identity=\"workloadIdentity\"")
                    .doesNotContain(pod.clientId(), pod.entra.tenantId(), SCOPE);
        }
    }

    private String[] vault() {
        String source = "spring.cloud.azure.keyvault.secret.property-sources[0].";
        return new String[] {
            source + "endpoint=" + pod.vault.url(), source + "challenge-resource-verification-enabled=false"
        };
    }

    private static String[] with(String[] properties, String... more) {
        String[] all = Arrays.copyOf(properties, properties.length + more.length);
        System.arraycopy(more, 0, all, properties.length, more.length);
        return all;
    }
}
