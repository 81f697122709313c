package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.CannedTransport;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityBuilder;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.cache.VirtualRuntime;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.ReceivedTokenRequest;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.github.wicredential.thirdparty.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent identity below the pod's blueprint, at a local Entra that knows them apart. */
@WorkloadIdentityTest
class AgentIdentityTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final String EXCHANGE = "api://AzureADTokenExchange/.default";

    private final VirtualRuntime runtime = new VirtualRuntime(Instant.now());
    private final List<IdentityEvent> events = new ArrayList<>();

    private LocalCluster cluster;
    private LocalEntra entra;
    private LocalApplication blueprint;
    private LocalApplication agent;
    private WorkloadIdentity identity;

    @BeforeEach
    void build(LocalCluster cluster, LocalEntra entra) {
        this.cluster = cluster;
        this.entra = entra;
        blueprint = entra.tenant().registerBlueprint().trust(cluster);
        agent = blueprint.registerAgent();
        cluster.annotate(blueprint);
        identity = pod().listener(events::add).build();
    }

    @AfterEach
    void close() {
        identity.close();
    }

    private WorkloadIdentityBuilder pod() {
        return CannedTransport.on(WorkloadIdentity.builder().environment(cluster.environment()::get), runtime);
    }

    private Stream<String> scopes() {
        return entra.requests().stream().map(ReceivedTokenRequest::scope);
    }

    @Test
    void anAgentGetsItsOwnToken() throws Exception {
        WorkloadIdentity ofAgent = identity.agent(agent.clientId());
        String token = ofAgent.token(SCOPE).value();

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaim("appid")).isEqualTo(agent.clientId());
        assertThat(scopes()).containsExactly(EXCHANGE, SCOPE);
        assertThat(ofAgent.token(SCOPE).value()).isEqualTo(token);
        assertThat(entra.tokenRequests()).isEqualTo(2);
        assertThat(ofAgent.clientId()).isEqualTo(agent.clientId());
        assertThat(ofAgent.tenantId()).isEqualTo(identity.tenantId());
        assertThat(ofAgent)
                .hasToString("WorkloadIdentity[blueprint=" + blueprint.clientId() + ", clientId="
                        + agent.clientId() + ", tenantId=" + identity.tenantId() + ", authorityHost="
                        + identity.authorityHost() + "]");
    }

    @Test
    void aHundredAgentsCostTwoRequestsEachOnce() {
        List<WorkloadIdentity> all = Stream.generate(blueprint::registerAgent)
                .limit(100)
                .map(one -> identity.agent(one.clientId()))
                .toList();
        all.forEach(one -> one.token(SCOPE));
        all.forEach(one -> one.token(SCOPE));
        assertThat(entra.tokenRequests()).isEqualTo(200);

        all.forEach(one -> one.token("https://storage.azure.com/.default"));
        assertThat(entra.tokenRequests()).isEqualTo(300);
    }

    @Test
    void bothTokensAreRefreshedInTheBackground() {
        WorkloadIdentity ofAgent = identity.agent(agent.clientId());
        for (int minute = 0; minute < 120; minute++) {
            ofAgent.token(SCOPE);
            runtime.advance(Duration.ofMinutes(1));
        }

        assertThat(events)
                .filteredOn(IdentityEvent.CallerWaited.class::isInstance)
                .hasSize(1);
        assertThat(scopes().filter(EXCHANGE::equals).count()).isBetween(2L, 4L);
        assertThat(scopes().filter(SCOPE::equals).count()).isBetween(2L, 4L);
        assertThat(entra.refused()).isZero();
    }

    @Test
    void theSameIdGivesTheSameIdentityUntilItIsClosed() {
        WorkloadIdentity first = identity.agent(agent.clientId());
        assertThat(identity.agent(agent.clientId().toUpperCase(java.util.Locale.ROOT)))
                .isSameAs(first);

        first.close();
        assertThatThrownBy(() -> first.token(SCOPE)).isInstanceOf(IdentityClosedException.class);
        assertThat(identity.agent(agent.clientId())).isNotSameAs(first);
        assertThat(identity.agent(agent.clientId()).token(SCOPE)).isNotNull();
    }

    @Test
    void aClosedBlueprintClosesItsAgents() {
        WorkloadIdentity ofAgent = identity.agent(agent.clientId());
        ofAgent.token(SCOPE);
        identity.close();

        assertThatThrownBy(() -> ofAgent.token(SCOPE)).isInstanceOf(IdentityClosedException.class);
        assertThatThrownBy(() -> identity.agent(agent.clientId())).isInstanceOf(IdentityClosedException.class);
    }

    @Test
    void aBuilderGivesAnAgentThatOwnsItsBlueprint() {
        WorkloadIdentity ofAgent = pod().agent(agent.clientId()).build();
        assertThat(ofAgent.clientId()).isEqualTo(agent.clientId());
        assertThat(ofAgent.token(SCOPE)).isNotNull();
        ofAgent.close();
        assertThatThrownBy(() -> ofAgent.token(SCOPE)).isInstanceOf(IdentityClosedException.class);

        try (WorkloadIdentity none = pod().agent(" ").build()) {
            assertThat(none.clientId()).isEqualTo(blueprint.clientId());
        }
    }

    @Test
    void whatCannotWorkIsRefusedWithoutARequest() {
        WorkloadIdentity ofAgent = identity.agent(agent.clientId());
        assertRefused(() -> ofAgent.agent(agent.clientId()), "only a blueprint has agents");
        assertRefused(() -> identity.agent("my agent"), "must be a GUID");
        assertRefused(() -> identity.agent("00000000-0000-0000-0000-000000000000"), "must be a GUID");
        assertRefused(() -> identity.agent(blueprint.clientId()), "client id of its blueprint");
        assertRefused(() -> pod().agent("x").build(), "must be a GUID");
        assertRefused(() -> ofAgent.token(TokenRequest.of(SCOPE).withTenant("other.example")), "own tenant only");
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void aTokenInThePlaceOfAnIdIsNotShown() {
        assertThatThrownBy(() -> identity.agent(cluster.mint().serialize()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("eyJ");
    }

    @Test
    void identityBindingsKnowNoAgents() {
        java.util.Map<String, String> environment = new java.util.HashMap<>(cluster.environment());
        environment.put("AZURE_KUBERNETES_TOKEN_PROXY", "https://127.0.0.1:1");
        environment.put("AZURE_KUBERNETES_CA_FILE", cluster.tokenFile().toString());
        cluster.writeRaw(cluster.mint().audience("api://AKSIdentityBinding").serialize());
        try (WorkloadIdentity bound = CannedTransport.on(
                        WorkloadIdentity.builder().environment(environment::get), runtime)
                .build()) {
            assertRefused(() -> bound.agent(agent.clientId()).token(SCOPE), "token proxy of AKS identity bindings");
        }
        assertThat(entra.tokenRequests()).isZero();
    }

    @Test
    void anOrdinaryResourceOfTheBlueprintIsExplained() {
        assertThatThrownBy(() -> identity.token(SCOPE))
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContainingAll("AADSTS82001", "blueprint of agent identities");
    }

    @Test
    void aFailureSaysWhichOfTheTwoRequestsFailedAndWhatMendsIt() {
        blueprint.untrustAll();
        assertThatThrownBy(() -> identity.agent(agent.clientId()).token(SCOPE))
                .hasMessageStartingWith("No token for agent " + agent.clientId() + ": its blueprint "
                        + blueprint.clientId() + " got none to present (step 1 of 2). ")
                .hasMessageContaining("AADSTS70025");

        blueprint.trust(cluster);
        LocalApplication stranger = entra.tenant().registerBlueprint().registerAgent();
        assertThatThrownBy(() -> identity.agent(stranger.clientId()).token(SCOPE))
                .hasMessageStartingWith("No token for agent " + stranger.clientId()
                        + ", although its blueprint got one to present (step 2 of 2). ")
                .hasMessageContaining("no agent identity with this id belongs to this blueprint")
                .hasMessageContaining("az ad sp show --id " + stranger.clientId())
                .hasMessageNotContaining("federated-credential create");
    }

    @Test
    void aResourceThatIsNotKnownIsExplainedAsForAnyIdentity() {
        entra.tenant().limitResources("https://storage.azure.com", "api://AzureADTokenExchange");
        assertThatThrownBy(() -> identity.agent(agent.clientId()).token(SCOPE))
                .hasMessageContainingAll("AADSTS500011", "service principal");
    }

    @Test
    void listenersOfTheBlueprintReceiveAllAndThoseOfAnAgentItsOwn() {
        List<IdentityEvent> own = new ArrayList<>();
        WorkloadIdentity ofAgent = identity.agent(agent.clientId());
        ofAgent.addListener(own::add);
        ofAgent.token(SCOPE);
        identity.agent(blueprint.registerAgent().clientId()).token(SCOPE);

        assertThat(own)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.agent()).contains(agent.clientId()));
        assertThat(events)
                .filteredOn(IdentityEvent.RefreshSucceeded.class::isInstance)
                .hasSize(4);
    }

    @Test
    void theListenersOfAClosedAgentEndWithIt() {
        List<IdentityEvent> old = new ArrayList<>();
        WorkloadIdentity first = identity.agent(agent.clientId());
        first.addListener(old::add);
        first.close();
        assertThat(old).hasOnlyElementsOfType(IdentityEvent.Closed.class);

        identity.agent(agent.clientId()).token(SCOPE);
        assertThat(old).hasSize(1);
        assertThat(events).hasAtLeastOneElementOfType(IdentityEvent.RefreshSucceeded.class);
    }

    @Test
    void aRefusedBlueprintIsNoManagedIdentity() {
        blueprint.untrustAll();

        assertThatThrownBy(() -> identity.agent(agent.clientId()).token(SCOPE))
                .hasMessageContainingAll("AADSTS70025", "az ad app federated-credential create")
                .hasMessageNotContaining("az identity ");
    }

    @Test
    void theDoctorMakesBothRequests() {
        Diagnosis diagnosis = identity.agent(agent.clientId()).diagnose(SCOPE);
        assertThat(finding(diagnosis, "exchange for agent").status()).isEqualTo(Status.OK);
        assertThat(finding(diagnosis, "exchange " + SCOPE).status()).isEqualTo(Status.OK);

        blueprint.untrustAll();
        diagnosis = pod().diagnose(DiagnosisOptions.of(SCOPE).withAgent(agent.clientId()));
        assertThat(finding(diagnosis, "exchange for agent").status()).isEqualTo(Status.PROBLEM);
        assertThat(finding(diagnosis, "exchange").status()).isEqualTo(Status.SKIPPED);

        blueprint.trust(cluster);
        agent.setEnabled(false);
        diagnosis = pod().agent(agent.clientId()).diagnose(DiagnosisOptions.of(SCOPE));
        assertThat(finding(diagnosis, "exchange for agent").status()).isEqualTo(Status.OK);
        assertThat(finding(diagnosis, "exchange " + SCOPE).title()).contains("refused an agent identity");

        diagnosis = pod().diagnose(DiagnosisOptions.of(SCOPE).withAgent("x"));
        assertThat(finding(diagnosis, "exchange for agent").status()).isEqualTo(Status.PROBLEM);
    }

    private static Finding finding(Diagnosis diagnosis, String id) {
        return diagnosis.findings().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is missing in " + diagnosis));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOf(ConfigurationException.class).hasMessageContaining(words);
    }
}
