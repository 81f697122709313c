package io.github.wicredential.spring.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AssertionException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.spring.Events;
import io.github.wicredential.spring.internal.health.Judgement.State;
import io.github.wicredential.spring.internal.watch.Journal;
import io.github.wicredential.spring.internal.watch.WatchedIdentity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@WorkloadIdentityTest
class JudgeTest {

    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String STORAGE = "https://storage.azure.com/.default";

    private Instant now = Instant.now();
    private final Journal journal = new Journal(() -> now);
    private final Judge judge = new Judge(() -> now);

    @Test
    void beforeTheFirstUseItIsUnknownAndSaysWhoItWouldBe(LocalCluster cluster) {
        Judgement judgement = judge(cluster);
        assertThat(judgement.state()).isEqualTo(State.UNKNOWN);
        assertThat(judgement.details())
                .containsEntry("clientId", cluster.environment().get("AZURE_CLIENT_ID"))
                .containsEntry("tenantId", cluster.environment().get("AZURE_TENANT_ID"))
                .containsEntry("subject", cluster.subject())
                .containsKey("tokenFileExpiresAt")
                .containsEntry("reason", "No token was asked for yet.")
                .doesNotContainKeys("expiresAt", "lastError");
    }

    @Test
    void withAValidTokenItIsUpUntilTheTokenEnds(LocalCluster cluster) {
        granted(VAULT, Duration.ofHours(1));
        assertThat(judge(cluster).state()).isEqualTo(State.UP);
        assertThat(judge(cluster).details()).containsKey("expiresAt").doesNotContainKeys("reason", "lastError");

        cluster.mint().lifetime(Duration.ofHours(2)).write();
        now = now.plus(Duration.ofHours(1));
        assertThat(judge(cluster).state()).isEqualTo(State.UNKNOWN);
        assertThat(judge(cluster).details()).containsEntry("reason", "No token is in use.");
    }

    @Test
    void aRefusalWithoutAValidTokenIsDownWithItsCodeAndItsReason(LocalCluster cluster) {
        failed(VAULT, refused(700213), Duration.ofSeconds(30));
        Judgement judgement = judge(cluster);
        assertThat(judgement.state()).isEqualTo(State.DOWN);
        assertThat(judgement.details())
                .containsEntry("lastError", "AADSTS700213")
                .containsEntry("reason", "No record matches.")
                .containsKey("lastErrorAt");
    }

    @Test
    void aFailureThatNobodyHasTriedAgainDoesNotKeepThePodOutOfTrafficForEver(LocalCluster cluster) {
        failed(VAULT, refused(700213), Duration.ofMinutes(5));
        now = now.plusSeconds(299);
        assertThat(judge(cluster).state()).isEqualTo(State.DOWN);
        now = now.plusSeconds(1);
        assertThat(judge(cluster).state()).isEqualTo(State.UNKNOWN);
        assertThat(judge(cluster).details().get("reason")).asString().contains("Nobody has asked again");

        failed(VAULT, refused(700213), Duration.ofSeconds(1));
        now = now.plusSeconds(59);
        assertThat(judge(cluster).state()).as("long enough for a probe to see").isEqualTo(State.DOWN);
    }

    @Test
    void aFailureWhileTheTokenStillServesIsTold(LocalCluster cluster) {
        granted(VAULT, Duration.ofHours(1));
        failed(VAULT, refused(700213), Duration.ofSeconds(30));
        assertThat(judge(cluster).state()).isEqualTo(State.UP);
        assertThat(judge(cluster).details())
                .containsEntry("lastError", "AADSTS700213")
                .containsEntry("reason", "No record matches.");

        granted(VAULT, Duration.ofHours(1));
        assertThat(judge(cluster).details()).doesNotContainKeys("lastError", "reason");
    }

    @Test
    void oneScopeThatWorksIsEnough(LocalCluster cluster) {
        failed(STORAGE, refused(500011), Duration.ofMinutes(5));
        granted(VAULT, Duration.ofHours(1));
        assertThat(judge(cluster).state()).isEqualTo(State.UP);
        assertThat(judge(cluster).details()).containsEntry("lastError", "AADSTS500011");
    }

    @Test
    void aRejectedTokenIsNoValidOne(LocalCluster cluster) {
        granted(VAULT, Duration.ofHours(1));
        journal.on(Events.of(events -> events.invalidated(VAULT, false)));
        assertThat(judge(cluster).state()).isEqualTo(State.UP);
        journal.on(Events.of(events -> events.invalidated(VAULT, true)));
        assertThat(judge(cluster).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void withoutItsFileItIsDownUnlessAValidTokenStillServes(LocalCluster cluster) {
        WatchedIdentity watched = watched(cluster);
        cluster.removeToken();
        assertThat(judge.judge(watched).state()).isEqualTo(State.DOWN);
        assertThat(judge.judge(watched).details().get("reason"))
                .asString()
                .contains(cluster.tokenFile().toString(), "does not exist");

        granted(VAULT, Duration.ofHours(1));
        assertThat(judge.judge(watched).state()).isEqualTo(State.UP);
        assertThat(judge.judge(watched).details().get("reason")).asString().contains("does not exist");
    }

    @Test
    void anExpiredFileIsDown(LocalCluster cluster) {
        WatchedIdentity watched = watched(cluster);
        cluster.mint().expired().write();
        assertThat(judge.judge(watched).state()).isEqualTo(State.DOWN);
        assertThat(judge.judge(watched).details().get("reason")).asString().contains("ended at");
    }

    @Test
    void anAssertionOfTheApplicationsOwnHasNoFileToLookAt() {
        WorkloadIdentity own = WorkloadIdentity.builder()
                .clientId("11111111-2222-4333-8444-555555555555")
                .tenantId("contoso.example")
                .assertion(() -> "never asked")
                .build();
        Judgement judgement = judge.judge(new WatchedIdentity("own", own, journal));
        assertThat(judgement.state()).isEqualTo(State.UNKNOWN);
        assertThat(judgement.details()).doesNotContainKeys("subject", "tokenFileExpiresAt");
    }

    @Test
    void everyKindOfFailureHasAName(LocalCluster cluster) {
        failed(VAULT, exchange(503, null), Duration.ZERO);
        assertThat(judge(cluster).details()).containsEntry("lastError", "HTTP 503");
        failed(VAULT, exchange(0, null), Duration.ZERO);
        assertThat(judge(cluster).details()).containsEntry("lastError", "no answer");
        failed(
                VAULT,
                new AssertionException(AssertionException.Reason.NOT_A_JWT, null, "No JWT.", null),
                Duration.ZERO);
        assertThat(judge(cluster).details()).containsEntry("lastError", "token file not a jwt");
    }

    private Judgement judge(LocalCluster cluster) {
        return judge.judge(watched(cluster));
    }

    private WatchedIdentity watched(LocalCluster cluster) {
        WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
        return new WatchedIdentity("workloadIdentity", identity, journal);
    }

    private void granted(String scope, Duration life) {
        journal.on(Events.succeeded(scope, now.plus(life), now.plus(life.dividedBy(2))));
    }

    private void failed(String scope, WorkloadIdentityException failure, Duration retryIn) {
        journal.on(Events.failed(scope, 1, failure, retryIn, false));
    }

    private static WorkloadIdentityException refused(int code) {
        return exchange(401, code);
    }

    private static WorkloadIdentityException exchange(int status, Integer code) {
        List<Integer> codes = code == null ? List.of() : List.of(code);
        return Exceptions.exchange(
                "No record matches.\nCompare the subjects.",
                new ExchangeDetails(status, null, codes, null, null, null, null, code == null, null, null),
                null);
    }
}
