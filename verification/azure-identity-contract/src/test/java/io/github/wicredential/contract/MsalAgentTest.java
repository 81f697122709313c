package io.github.wicredential.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MSAL4J's {@code fmiPath} makes both requests of an agent's token by itself, and the local Entra takes them as it takes ours. */
@WorkloadIdentityTest
class MsalAgentTest {

    private static final String EXCHANGE = "api://AzureADTokenExchange/.default";
    private static final String SCOPE = "https://vault.azure.net/.default";

    private LocalCluster cluster;
    private LocalEntra entra;
    private LocalApplication blueprint;
    private LocalApplication agent;

    @BeforeEach
    void register(LocalCluster cluster, LocalEntra entra) {
        this.cluster = cluster;
        this.entra = entra;
        blueprint = entra.tenant().registerBlueprint().trust(cluster);
        agent = blueprint.registerAgent();
        cluster.annotate(blueprint);
    }

    @Test
    void getsTheTokenThatWeGet() throws Exception {
        String presented = ask(blueprint, Files.readString(cluster.tokenFile()), EXCHANGE, agent.clientId());
        JsonNode theirs = claims(ask(agent, presented, SCOPE, null));

        JsonNode ours;
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .agent(agent.clientId())
                .build()) {
            ours = claims(identity.token(SCOPE).value());
        }

        assertThat(theirs.get("appid").asText()).isEqualTo(agent.clientId());
        List<String> names = new ArrayList<>();
        ours.fieldNames().forEachRemaining(names::add);
        assertThat(theirs.fieldNames()).toIterable().containsExactlyElementsOf(names);
        // What differs from token to token.
        names.removeAll(List.of("iat", "nbf", "exp", "uti", "aio", "jti"));
        assertThat(names).contains("aud", "iss", "sub", "oid", "appid", "tid");
        assertThat(names)
                .allSatisfy(name -> assertThat(theirs.get(name)).as(name).isEqualTo(ours.get(name)));
        assertThat(entra.tokenRequests()).isEqualTo(4);
        assertThat(entra.refused()).isZero();
    }

    @Test
    void aWrongRequestIsRefused() throws Exception {
        String podToken = Files.readString(cluster.tokenFile());
        assertRefused(blueprint, podToken, SCOPE, null, "AADSTS82001");
        assertRefused(agent, podToken, SCOPE, null, "was not issued to its blueprint");
        assertRefused(blueprint, podToken, EXCHANGE, "no-guid", "ID of an agent identity");

        String ofNoAgent = ask(blueprint, podToken, EXCHANGE, null);
        assertRefused(agent, ofNoAgent, SCOPE, null, "for another agent");
        String presented = ask(blueprint, podToken, EXCHANGE, agent.clientId());
        assertRefused(blueprint.registerAgent(), presented, SCOPE, null, "for another agent");
        LocalApplication stranger = entra.tenant().registerBlueprint().registerAgent();
        assertRefused(stranger, presented, SCOPE, null, "another blueprint");
    }

    private void assertRefused(LocalApplication client, String assertion, String scope, String agentId, String words) {
        assertThatThrownBy(() -> ask(client, assertion, scope, agentId))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining(words);
    }

    /** Each by an application of its own, so that no token comes from a cache. */
    private String ask(LocalApplication client, String assertion, String scope, String agentId) throws Exception {
        ConfidentialClientApplication application = ConfidentialClientApplication.builder(
                        client.clientId(), ClientCredentialFactory.createFromClientAssertion(assertion))
                .authority(entra.authorityHost().toString().replace("http:", "https:") + entra.tenantId() + "/")
                .instanceDiscovery(false)
                .httpClient(MsalAgentTest::send)
                .build();
        ClientCredentialParameters.ClientCredentialParametersBuilder asked =
                ClientCredentialParameters.builder(Set.of(scope));
        if (agentId != null) {
            asked.fmiPath(agentId);
        }
        return application.acquireToken(asked.build()).get(30, TimeUnit.SECONDS).accessToken();
    }

    /** MSAL4J wants https, and the local Entra speaks http. */
    private static IHttpResponse send(HttpRequest request) throws Exception {
        java.net.http.HttpRequest.Builder plain = java.net.http.HttpRequest.newBuilder(
                        URI.create(request.url().toString().replace("https:", "http:")))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach(plain::setHeader);
        java.net.http.HttpResponse<String> answer =
                HttpClient.newHttpClient().send(plain.build(), java.net.http.HttpResponse.BodyHandlers.ofString());
        HttpResponse response =
                new HttpResponse().statusCode(answer.statusCode()).body(answer.body());
        response.addHeaders(answer.headers().map());
        return response;
    }

    private static JsonNode claims(String token) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }
}
