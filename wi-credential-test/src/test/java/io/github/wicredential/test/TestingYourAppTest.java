package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/how-to/testing-your-app.md} that needs no credential. */
@WorkloadIdentityTest
class TestingYourAppTest {

    @Test
    void thingsHappenOnTheClustersSide(LocalCluster cluster) {
        // begin: cluster
        cluster.rotateToken(); // kubelet writes a new token
        cluster.rotateKeys(); // the issuer signs with a new key and still publishes the old one
        cluster.unpublishOldKeys(); // the old key disappears: AADSTS7000272 for the token in the file
        cluster.renameServiceAccount("orders-v2"); // nobody trusts the new subject: AADSTS700213
        cluster.mint().expired().write(); // the file holds a token of yesterday: AADSTS700024
        cluster.writeRaw(""); // the file is empty
        cluster.removeToken(); // the file is gone, until rotateToken()
        // end

        assertThat(cluster.tokenFile()).doesNotExist();
    }

    @Test
    void thingsHappenOnEntrasSide(LocalEntra entra, LocalApplication application) {
        // begin: entra
        entra.setExpiresIn(Duration.ofHours(24)).setRefreshIn(Duration.ofHours(12));
        application.untrustAll(); // AADSTS70025
        application.setEnabled(false); // AADSTS7000112
        entra.tenant().limitResources("https://vault.azure.net"); // others are AADSTS500011
        entra.faults().next(Fault.throttled(Duration.ofSeconds(60))); // the next request: 429, Retry-After: 60
        entra.faults().next(2, Fault.reset()); // then two connections are reset
        entra.faults().always(Fault.status(503)); // then an outage …
        entra.faults().clear(); // … which ends
        // end

        assertThat(entra.faults().pending()).isZero();
    }

    @Test
    void whatEntraSawCanBeAsked(LocalCluster cluster, LocalEntra entra) throws Exception {
        TokenClient.of(cluster).post();

        // begin: seen
        ReceivedTokenRequest request = entra.lastRequest().orElseThrow();
        assertThat(request.scope()).isEqualTo("https://vault.azure.net/.default");
        assertThat(request.headers()).containsKey("user-agent");
        assertThat(entra.tokenRequests()).isEqualTo(1);
        // end
    }

    @Test
    void entrasOwnTokensAreToldApart(LocalEntra entra, LocalApplication identity) {
        // begin: entras-own
        String exchange = "api://AzureADTokenExchange";
        String platforms = entra.issue(identity, TokenOrigin.MANAGED_IDENTITY, exchange); // taken, if it is trusted
        String exchanged = entra.issue(identity, TokenOrigin.FEDERATED_CREDENTIAL, exchange); // AADSTS700231
        String secrets = entra.issue(identity, TokenOrigin.APP_REGISTRATION, exchange); // AADSTS700226
        String users = entra.issue(identity, TokenOrigin.USER, exchange); // AADSTS700229
        // end
        assertThat(java.util.List.of(platforms, exchanged, secrets, users)).doesNotHaveDuplicates();
    }

    @Test
    void agentsHaveTheirBlueprint(LocalCluster cluster, LocalEntra entra) {
        // begin: agents
        LocalApplication blueprint = entra.tenant().registerBlueprint().trust(cluster);
        LocalApplication agent = blueprint.registerAgent(); // ask the identity for agent(agent.clientId())
        cluster.annotate(blueprint); // the pod runs as the blueprint
        agent.setEnabled(false); // refused, without a code, since none is known
        // end

        assertThat(cluster.environment()).containsEntry("AZURE_CLIENT_ID", blueprint.clientId());
        assertThat(agent.clientId()).isNotEqualTo(blueprint.clientId());
    }

    @Test
    void itWorksWithoutJUnit() {
        // begin: without-junit
        try (LocalEntra entra = LocalEntra.start();
                LocalCluster cluster = LocalCluster.start()) {
            LocalApplication application = entra.registerApplication().trust(cluster);
            Map<String, String> variables = cluster.annotate(application).environment();
            assertThat(variables).containsKeys("AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE");
        }
        // end
    }
}
