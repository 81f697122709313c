package io.github.wicredential.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.thirdparty.nimbusds.jwt.JWTClaimsSet;
import io.github.wicredential.thirdparty.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blueprints and agent identities at the local Entra, with requests written by hand. */
class AgentIdentitiesTest {

    private static final String EXCHANGE = "api://AzureADTokenExchange/.default";
    private static final String BLUEPRINTS_ID = "00112233-4455-6677-8899-aabbccddeeff";

    private final MutableClock clock = new MutableClock("2026-11-26T12:00:00Z");
    private final LocalEntra entra = LocalEntra.builder().clock(clock).start();
    private final LocalApplication blueprint = entra.tenant().registerBlueprint();
    private final LocalApplication agent = blueprint.registerAgent();
    private LocalCluster cluster;

    @BeforeEach
    void trust() {
        cluster = LocalCluster.builder().clock(clock).start();
        blueprint.trust(cluster);
        cluster.annotate(blueprint);
    }

    @AfterEach
    void close() {
        cluster.close();
        entra.close();
    }

    @Test
    void aBlueprintsTokenIsExchangedForTheAgents() throws Exception {
        String presented = ofBlueprint(agent.clientId()).post().accessToken();
        TokenClient.Answer answer = ofAgent(presented).post();

        assertThat(answer.status()).as(answer.description()).isEqualTo(200);
        assertThat(answer.json()).containsEntry("expires_in", 3900L);
        JWTClaimsSet first = SignedJWT.parse(presented).getJWTClaimsSet();
        assertThat(first.getAudience()).containsExactly("fb60f99c-7a34-4190-8149-302f77469936");
        assertThat(first.getIssuer()).isEqualTo("https://login.microsoftonline.com/" + entra.tenantId() + "/v2.0");
        assertThat(first.getClaim("azp")).isEqualTo(blueprint.clientId());
        assertThat(first.getClaim("oid")).isEqualTo(blueprint.objectId());
        assertThat(first.getSubject())
                .startsWith("/eid1/c/pub/t/")
                .endsWith("/a/" + Uuids.encoded(blueprint.clientId()) + "/" + agent.clientId());
        JWTClaimsSet second = SignedJWT.parse(answer.accessToken()).getJWTClaimsSet();
        assertThat(second.getSubject()).isEqualTo(agent.clientId());
        assertThat(second.getClaim("oid")).isEqualTo(agent.clientId());
        assertThat(second.getClaim("appid")).isEqualTo(agent.clientId());
        assertThat(second.getClaim("xms_par_app_azp")).isEqualTo(blueprint.clientId());
        assertThat(second.getClaims()).doesNotContainKey("xms_ficinfo");
    }

    @Test
    void aGuidInASubjectHasTheOrderOfDotNet() {
        assertThat(Uuids.encoded(BLUEPRINTS_ID)).isEqualTo("MyIRAFVEd2aImaq7zN3u_w");
    }

    @Test
    void aBlueprintGetsNoTokenForAnOrdinaryResource() throws Exception {
        TokenClient.Answer answer =
                TokenClient.of(cluster).set("client_id", blueprint.clientId()).post();

        assertThat(answer.code()).isEqualTo(82001);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(TokenClient.of(cluster)
                        .set("client_id", blueprint.clientId())
                        .set("scope", "https://graph.microsoft.com/.default")
                        .post()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTokenOfABlueprintIsNoCredentialOfAnApplication() throws Exception {
        LocalApplication application = entra.registerApplication()
                .trust(
                        "https://login.microsoftonline.com/" + entra.tenantId() + "/v2.0",
                        blueprint.objectId(),
                        "api://AzureADTokenExchange");
        TokenClient.Answer answer = ofAgent(ofBlueprint(agent.clientId()).post().accessToken())
                .set("client_id", application.clientId())
                .post();

        assertThat(answer.code()).isEqualTo(700231);
    }

    @Test
    void aTokenOfAManagedIdentityThatAPodHasExchangedIsNoCredentialOfABlueprint() throws Exception {
        LocalApplication identity = entra.tenant().registerManagedIdentity().trust(cluster);
        blueprint.trust(
                "https://login.microsoftonline.com/" + entra.tenantId() + "/v2.0",
                identity.objectId(),
                "api://AzureADTokenExchange");
        String exchanged = TokenClient.of(cluster)
                .set("client_id", identity.clientId())
                .set("scope", EXCHANGE)
                .post()
                .accessToken();
        assertThat(ofBlueprint(agent.clientId())
                        .set("client_assertion", exchanged)
                        .post()
                        .code())
                .isEqualTo(700231);

        String ofThePlatform = entra.issue(identity, TokenOrigin.MANAGED_IDENTITY, "api://AzureADTokenExchange");
        assertThat(ofBlueprint(agent.clientId())
                        .set("client_assertion", ofThePlatform)
                        .post()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTokenForGraphOrOfAnotherTenantIsNoneOfTheBlueprint() throws Exception {
        String graph = ofBlueprint("")
                .set("scope", "https://graph.microsoft.com/.default")
                .post()
                .accessToken();
        assertThat(ofAgent(graph).post().code()).isEqualTo(700211);

        LocalApplication elsewhere = entra.tenant("11111111-0000-4000-8000-000000000000")
                .registerBlueprint()
                .trust(cluster);
        String other = ofBlueprint(agent.clientId())
                .tenant(elsewhere.tenantId())
                .set("client_id", elsewhere.clientId())
                .post()
                .accessToken();
        assertThat(ofAgent(other).post().code()).isEqualTo(700211);
    }

    @Test
    void aTokenOfTheBlueprintThatHasExpiredIsOutsideItsTime() throws Exception {
        String presented = ofBlueprint(agent.clientId()).post().accessToken();
        clock.advance(Duration.ofMinutes(71));

        assertThat(ofAgent(presented).post().code()).isEqualTo(700024);
    }

    @Test
    void whereEntrasCodeIsNotKnownThereIsNone() throws Exception {
        String presented = ofBlueprint(agent.clientId()).post().accessToken();
        LocalApplication sibling = blueprint.registerAgent();
        LocalApplication stranger = entra.tenant().registerBlueprint().registerAgent();

        assertWithoutCode(ofAgent(cluster.mint().serialize()), "was not issued to its blueprint");
        assertWithoutCode(ofAgent(presented).set("client_id", sibling.clientId()), "for another agent");
        assertWithoutCode(ofAgent(presented).set("client_id", stranger.clientId()), "another blueprint");
        assertWithoutCode(ofAgent(ofBlueprint("").post().accessToken()), "for another agent");
        assertWithoutCode(ofBlueprint("no-guid"), "ID of an agent identity");
        assertWithoutCode(
                ofBlueprint(agent.clientId()).set("scope", "https://graph.microsoft.com/.default"),
                "can only request the scope");
        assertWithoutCode(
                ofBlueprint(agent.clientId())
                        .set(
                                "client_id",
                                entra.registerApplication().trust(cluster).clientId()),
                "is not one");
        assertWithoutCode(ofAgent(presented).set("fmi_path", sibling.clientId()).set("scope", EXCHANGE), "is not one");
        agent.setEnabled(false);
        assertWithoutCode(ofAgent(presented), "disabled");
        agent.setEnabled(true);
        blueprint.setEnabled(false);
        assertWithoutCode(ofAgent(presented), "disabled");
        assertWithoutCode(ofBlueprint(agent.clientId()), "disabled");
    }

    @Test
    void theFlowOfAnAgentsUserSaysThatItIsNotEmulated() throws Exception {
        TokenClient.Answer answer = ofAgent("x").set("grant_type", "user_fic").post();

        assertThat(answer.error()).isEqualTo("unsupported_grant_type");
        assertThat(answer.description()).contains("not emulated").doesNotContain("AADSTS");
    }

    @Test
    void anAgentHasNoCredentialAndOnlyABlueprintHasAgents() {
        assertThat(agent.kind()).isEqualTo(ClientKind.AGENT);
        assertThat(agent.objectId()).isEqualTo(agent.clientId());
        assertThatThrownBy(() -> agent.trust(cluster)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> agent.registerAgent()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> blueprint.registerAgent("x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> blueprint.registerAgent(blueprint.clientId()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void conditionalAccessDoesNotApplyToAManagedIdentity() throws Exception {
        LocalApplication identity =
                entra.tenant().registerManagedIdentity().trust(cluster).blockByConditionalAccess(true);

        assertThat(TokenClient.of(cluster)
                        .set("client_id", identity.clientId())
                        .post()
                        .status())
                .isEqualTo(200);
    }

    private static void assertWithoutCode(TokenClient request, String words) throws Exception {
        TokenClient.Answer answer = request.post();
        assertThat(answer.status()).as(words).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_client");
        assertThat(answer.json()).doesNotContainKeys("error_codes", "error_uri");
        assertThat(answer.description())
                .contains(words)
                .contains("the error code that Entra returns is not known")
                .doesNotContain("AADSTS");
    }

    private TokenClient ofBlueprint(String agentId) throws Exception {
        TokenClient request =
                TokenClient.of(cluster).set("client_id", blueprint.clientId()).set("scope", EXCHANGE);
        return agentId.isEmpty() ? request : request.set("fmi_path", agentId);
    }

    private TokenClient ofAgent(String presented) throws Exception {
        return TokenClient.of(cluster).set("client_id", agent.clientId()).set("client_assertion", presented);
    }
}
