package io.github.wicredential.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Guide;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One problem for one cause. */
class RootsTest {

    private final Findings findings = new Findings(Progress.UNSEEN);

    @Test
    void theAccountIsTheCauseAndNotTheExchange() {
        findings.warning("subject", "subject-default");
        refused("exchange a", 700213);
        refused("exchange b", 700213);

        root("subject", "exchange a", "exchange b");
    }

    @Test
    void theDefaultApiTokenIsOneProblem() {
        findings.problem("issuer", "issuer-internal");
        findings.problem("audience", "api-token");
        findings.problem("lifetime", "token-too-long");
        refused("exchange a", 700212);

        root("audience", "issuer", "lifetime", "exchange a");
    }

    @Test
    void aClockIsOneProblem() {
        findings.problem("clock", "clock-skew");
        findings.problem("lifetime", "token-expired");
        findings.problem("clock-of-authority", "clock-skew");
        refused("exchange a", 700024);

        root("clock-of-authority", "clock", "lifetime", "exchange a");
    }

    @Test
    void aFrozenFileFollowsFromItsExpiredToken() {
        findings.warning("token-file", "token-frozen");
        findings.problem("lifetime", "token-expired");
        refused("exchange a", 700024);

        root("lifetime", "token-file", "exchange a");
    }

    @Test
    void theSameRefusalIsOneProblemForAllScopes() {
        refused("exchange a", 700016);
        refused("exchange b", 700016);

        root("exchange a", "exchange b");
    }

    @Test
    void whatHasAnotherCauseStaysAProblem() {
        findings.problem("lifetime", "token-expired");
        refused("exchange a", 700016);
        refused("exchange b", 500011);

        assertThat(problems()).containsExactly("lifetime", "exchange a", "exchange b");
    }

    @Test
    void anIdThatIsDoubtedIsTheProblemOnceEntraHasRefusedIt() {
        findings.doubted("client-id", "client-id-wrong", "'orders' is not a GUID.");
        refused("exchange a", 700016);

        root("client-id", "exchange a");
    }

    @Test
    void anIdThatIsDoubtedIsNotWhatEntraRefusedForAnotherReason() {
        findings.doubted("client-id", "client-id-wrong", "'orders' is not a GUID.");
        refused("exchange a", 53003);

        assertThat(problems()).containsExactly("exchange a");
    }

    @Test
    void whatBlocksTheWayToEntraIsTheSameForTheResource() {
        findings.problem("dns", "dns");
        findings.problem("resource", "dns");

        root("dns", "resource");
    }

    @Test
    void whatElseBlocksTheWayToTheResourceIsAProblemOfItsOwn() {
        findings.problem("dns", "dns");
        findings.problem("resource", "timeout");

        assertThat(problems()).containsExactly("dns", "resource");
    }

    @Test
    void aBlockedWayIsNotGoneTwice() {
        findings.problem("tcp", "timeout");
        findings.blocked("exchange a", findings.inTheWay().orElseThrow());

        root("tcp", "exchange a");
    }

    private void refused(String id, int code) {
        ExchangeDetails details =
                new ExchangeDetails(401, "invalid_client", List.of(code), null, "c", null, null, false, null, null);
        findings.add(id, Status.PROBLEM, Guide.get().find(details), List.of(), details);
    }

    private List<String> problems() {
        return findings.all().stream()
                .filter(finding -> finding.status() == Status.PROBLEM)
                .map(Finding::id)
                .toList();
    }

    private void root(String id, String... follow) {
        assertThat(problems()).containsExactly(id);
        assertThat(findings.all())
                .filteredOn(finding -> finding.id().equals(id))
                .allSatisfy(finding -> {
                    assertThat(finding.causeOf()).containsExactlyInAnyOrder(follow);
                    assertThat(finding.commands()).isNotEmpty();
                });
        assertThat(findings.all())
                .filteredOn(finding -> List.of(follow).contains(finding.id()))
                .hasSize(follow.length)
                .allSatisfy(finding -> {
                    assertThat(finding.status()).isEqualTo(Status.SKIPPED);
                    assertThat(finding.commands()).isEmpty();
                    assertThat(finding.link()).isPresent();
                });
    }
}
