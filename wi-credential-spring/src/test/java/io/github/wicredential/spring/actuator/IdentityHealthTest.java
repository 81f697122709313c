package io.github.wicredential.spring.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AssertionException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.spring.Events;
import io.github.wicredential.spring.actuator.IdentityHealth.HealthReport;
import io.github.wicredential.spring.actuator.IdentityHealth.HealthReport.State;
import io.github.wicredential.spring.internal.IdentityRegistry.Registered;
import io.github.wicredential.spring.internal.TokenActivity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@WorkloadIdentityTest
class IdentityHealthTest {

    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String STORAGE = "https://storage.azure.com/.default";

    private Instant now = Instant.now();
    private final TokenActivity activity = new TokenActivity(() -> now);

    @Test
    void beforeTheFirstUseItIsUnknownAndSaysWhoItWouldBe(LocalCluster cluster) {
        HealthReport report = report(cluster);
        assertThat(report.state()).isEqualTo(State.UNKNOWN);
        assertThat(report.details())
                .containsEntry("clientId", cluster.environment().get("AZURE_CLIENT_ID"))
                .containsEntry("tenantId", cluster.environment().get("AZURE_TENANT_ID"))
                .containsEntry("subject", cluster.subject())
                .containsKey("tokenFileExpiresAt")
                .containsEntry("reason", "No token has been requested yet.")
                .doesNotContainKeys("expiresAt", "lastError");
    }

    @Test
    void withAValidTokenItIsUpUntilTheTokenExpires(LocalCluster cluster) {
        granted(VAULT, Duration.ofHours(1));
        assertThat(report(cluster).state()).isEqualTo(State.UP);
        assertThat(report(cluster).details()).containsKey("expiresAt").doesNotContainKeys("reason", "lastError");

        cluster.mint().lifetime(Duration.ofHours(2)).write();
        now = now.plus(Duration.ofHours(1));
        assertThat(report(cluster).state()).isEqualTo(State.UNKNOWN);
        assertThat(report(cluster).details()).containsEntry("reason", "No token is in use.");
    }

    @Test
    void aRefusalWithoutAValidTokenIsDownWithItsCodeAndItsReason(LocalCluster cluster) {
        failed(VAULT, refused(700213), Duration.ofSeconds(30));
        HealthReport report = report(cluster);
        assertThat(report.state()).isEqualTo(State.DOWN);
        assertThat(report.details())
                .containsEntry("lastError", "AADSTS700213")
                .containsEntry("reason", "No record matches.")
                .containsKey("lastErrorAt");
    }

    @Test
    void aFailureThatNobodyHasTriedAgainDoesNotKeepThePodOutOfTrafficForEver(LocalCluster cluster) {
        failed(VAULT, refused(700213), Duration.ofMinutes(5));
        now = now.plusSeconds(299);
        assertThat(report(cluster).state()).isEqualTo(State.DOWN);
        now = now.plusSeconds(1);
        assertThat(report(cluster).state()).isEqualTo(State.UNKNOWN);
        assertThat(report(cluster).details().get("reason")).asString().contains("No token has been requested");

        failed(VAULT, refused(700213), Duration.ofSeconds(1));
        now = now.plusSeconds(59);
        assertThat(report(cluster).state()).as("long enough for a probe to see").isEqualTo(State.DOWN);
    }

    @Test
    void aFailureWhileTheTokenStillServesIsReported(LocalCluster cluster) {
        granted(VAULT, Duration.ofHours(1));
        failed(VAULT, refused(700213), Duration.ofSeconds(30));
        assertThat(report(cluster).state()).isEqualTo(State.UP);
        assertThat(report(cluster).details())
                .containsEntry("lastError", "AADSTS700213")
                .containsEntry("reason", "No record matches.");

        granted(VAULT, Duration.ofHours(1));
        assertThat(report(cluster).details()).doesNotContainKeys("lastError", "reason");
    }

    @Test
    void oneScopeThatWorksIsEnough(LocalCluster cluster) {
        failed(STORAGE, refused(500011), Duration.ofMinutes(5));
        granted(VAULT, Duration.ofHours(1));
        assertThat(report(cluster).state()).isEqualTo(State.UP);
        assertThat(report(cluster).details()).containsEntry("lastError", "AADSTS500011");
    }

    @Test
    void aRejectedTokenIsNoValidOne(LocalCluster cluster) {
        granted(VAULT, Duration.ofHours(1));
        activity.on(Events.of(events -> events.invalidated(VAULT, false)));
        assertThat(report(cluster).state()).isEqualTo(State.UP);
        activity.on(Events.of(events -> events.invalidated(VAULT, true)));
        assertThat(report(cluster).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void withoutItsFileItIsDownUnlessAValidTokenStillServes(LocalCluster cluster) {
        Registered registered = registered(cluster);
        cluster.removeToken();
        assertThat(report(registered).state()).isEqualTo(State.DOWN);
        assertThat(report(registered).details().get("reason"))
                .asString()
                .contains(cluster.tokenFile().toString(), "does not exist");

        granted(VAULT, Duration.ofHours(1));
        assertThat(report(registered).state()).isEqualTo(State.UP);
        assertThat(report(registered).details().get("reason")).asString().contains("does not exist");
    }

    @Test
    void anExpiredFileIsDown(LocalCluster cluster) {
        Registered registered = registered(cluster);
        cluster.mint().expired().write();
        assertThat(report(registered).state()).isEqualTo(State.DOWN);
        assertThat(report(registered).details().get("reason")).asString().contains("expired 20", "One of: ");
    }

    @Test
    void anAssertionOfTheApplicationsOwnHasNoFileToLookAt() {
        WorkloadIdentity own = WorkloadIdentity.builder()
                .clientId("11111111-2222-4333-8444-555555555555")
                .tenantId("contoso.example")
                .assertion(() -> "never asked")
                .build();
        HealthReport report = report(new Registered("own", own, activity));
        assertThat(report.state()).isEqualTo(State.UNKNOWN);
        assertThat(report.details()).doesNotContainKeys("subject", "tokenFileExpiresAt");
    }

    @Test
    void everyKindOfFailureHasAName(LocalCluster cluster) {
        failed(VAULT, exchange(503, null), Duration.ZERO);
        assertThat(report(cluster).details()).containsEntry("lastError", "HTTP 503");
        failed(VAULT, exchange(0, null), Duration.ZERO);
        assertThat(report(cluster).details()).containsEntry("lastError", "no answer");
        failed(
                VAULT,
                new AssertionException(AssertionException.Reason.NOT_A_JWT, null, "No JWT.", null),
                Duration.ZERO);
        assertThat(report(cluster).details()).containsEntry("lastError", "not-a-jwt");
    }

    private HealthReport report(LocalCluster cluster) {
        return report(registered(cluster));
    }

    private HealthReport report(Registered registered) {
        return new IdentityHealth(registered, () -> now).report();
    }

    private Registered registered(LocalCluster cluster) {
        WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
        return new Registered("workloadIdentity", identity, activity);
    }

    private void granted(String scope, Duration life) {
        activity.on(Events.succeeded(scope, now.plus(life), now.plus(life.dividedBy(2))));
    }

    private void failed(String scope, WorkloadIdentityException failure, Duration retryIn) {
        activity.on(Events.failed(scope, 1, failure, retryIn, false));
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
