package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.EXCHANGE;
import static io.github.wicredential.internal.cache.Rig.OTHER_SCOPE;
import static io.github.wicredential.internal.cache.Rig.SCOPE;
import static io.github.wicredential.internal.cache.ScriptedAuthority.failure;
import static io.github.wicredential.internal.cache.ScriptedAuthority.retryAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenTimeoutException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent identity: its token is asked for with one of its blueprint, and both are kept by the same engine. */
class AgentsTest {

    private static final String AGENT = "11111111-0000-4000-8000-000000000001";

    private final Rig rig = new Rig();
    private final TokenCache agent = rig.agent(AGENT);

    @Test
    void theFirstTokenCostsTwoRequestsAndOneForAFurtherScopeCostsOne() {
        AccessToken token = agent.token(SCOPE);

        TokenExchange.Request first = rig.authority.calls().get(0).request();
        TokenExchange.Request second = rig.authority.calls().get(1).request();
        assertThat(first.scope()).isEqualTo(EXCHANGE);
        assertThat(first.agent()).isEqualTo(AGENT);
        assertThat(first.assertion()).isNull();
        assertThat(second.scope()).isEqualTo(SCOPE);
        assertThat(second.agent()).isNull();
        assertThat(second.assertion().value()).isEqualTo("token-1");
        assertThat(token.value()).isEqualTo("token-2");

        agent.token(SCOPE);
        assertThat(rig.authority.count()).isEqualTo(2);
        agent.token(OTHER_SCOPE);
        assertThat(rig.authority.countOfAgents()).containsExactly(1, 2);
    }

    /** The blueprint's token names the agent, so that no other one can present it. */
    @Test
    void aHundredAgentsCostTwoRequestsEachAndNoneOnceCached() {
        List<TokenCache> all = IntStream.range(0, 100)
                .mapToObj(number -> rig.agent("11111111-0000-4000-8000-%012d".formatted(1000 + number)))
                .toList();

        all.forEach(one -> one.token(SCOPE));
        assertThat(rig.authority.countOfAgents()).containsExactly(100, 100);
        all.forEach(one -> one.token(SCOPE));
        assertThat(rig.authority.count()).isEqualTo(200);
    }

    @Test
    void coldCallersOfAllScopesShareTheBlueprintsToken() {
        rig.runtime.holdBack();
        List<CompletableFuture<AccessToken>> asked = List.of(ask(SCOPE), ask(SCOPE), ask(OTHER_SCOPE));
        rig.runtime.runHeldBack();

        assertThat(asked).allMatch(CompletableFuture::isDone);
        assertThat(rig.authority.countOfAgents()).containsExactly(1, 2);
    }

    @Test
    void noWorkerWaitsForTheBlueprintsToken() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> asked = ask(SCOPE);
        rig.runtime.runOne();
        assertThat(rig.runtime.heldBack()).as("only the blueprint's flight").isEqualTo(1);
        assertThat(rig.authority.count()).isZero();

        rig.runtime.runHeldBack();
        assertThat(asked).isCompleted();
    }

    @Test
    void bothTokensAreRefreshedBeforeAnybodyWaits() {
        agent.token(SCOPE);
        for (int minute = 0; minute < 600; minute++) {
            rig.advance(Duration.ofMinutes(1));
            agent.token(SCOPE);
        }

        assertThat(rig.events(IdentityEvent.CallerWaited.class)).hasSize(1);
        List<Integer> counts = rig.authority.countOfAgents();
        // 45 minutes apart each.
        assertThat(counts.get(0)).isBetween(12, 15);
        assertThat(counts.get(1)).isBetween(12, 15);
    }

    @Test
    void anAgentThatNobodyUsesCostsAtMostOneMoreOfEach() {
        agent.token(SCOPE);
        rig.advance(Duration.ofHours(12));

        assertThat(rig.authority.countOfAgents()).satisfies(counts -> {
            assertThat(counts.get(0)).isLessThanOrEqualTo(3);
            assertThat(counts.get(1)).isLessThanOrEqualTo(2);
        });
    }

    @Test
    void aBlueprintsTokenThatExpiresFirstIsReplacedWithoutANoticeOfTheCaller() {
        rig.authority.always(request -> new TokenExchange.Grant(
                "t" + rig.authority.count(),
                request.agent() != null ? Duration.ofMinutes(10) : Duration.ofHours(8),
                null));
        agent.token(SCOPE);
        rig.advance(Duration.ofHours(9));
        agent.token(SCOPE);

        assertThat(rig.events(IdentityEvent.RefreshFailed.class)).isEmpty();
        rig.authority.calls().stream()
                .filter(call -> call.request().assertion() != null)
                .forEach(call -> assertThat(age(call)).isLessThan(Duration.ofMinutes(10)));
    }

    /** How old the token was that a request presented. */
    private Duration age(ScriptedAuthority.Call call) {
        int number = Integer.parseInt(call.request().assertion().value().substring(1));
        return Duration.ofNanos(
                call.nanos() - rig.authority.calls().get(number - 1).nanos());
    }

    @Test
    void aRefusedBlueprintIsSaidToBeTheReason() {
        rig.authority.always(failure(RetryPolicy.PERMANENT));

        assertThatThrownBy(() -> agent.token(SCOPE))
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageStartingWith("No token for agent " + AGENT + ": its blueprint client got none to present "
                        + "(step 1 of 2). The authority answered 401.")
                .satisfies(thrown -> assertThat(((TokenExchangeException) thrown).errorCodes())
                        .containsExactly(7000222));
        assertThat(rig.authority.countOfAgents()).containsExactly(1, 0);
    }

    @Test
    void aRefusedAgentIsSaidToBeTheReason() {
        rig.authority.then(rig.authority.token(Duration.ofHours(1)), failure(RetryPolicy.PERMANENT));

        assertThatThrownBy(() -> agent.token(SCOPE))
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageStartingWith("No token for agent " + AGENT
                        + ", although its blueprint got one to present (step 2 of 2). The authority answered 401.");
    }

    @Test
    void aRefusedBlueprintIsAskedForItsAgentAsOftenAsForItself() {
        rig.authority.always(failure(RetryPolicy.PERMANENT));
        for (int second = 0; second < 3600; second++) {
            WorkloadIdentityException told = refusal();
            assertThat(told).hasMessageStartingWith("No token for agent");
            assertThat(told.getMessage().split("No request is made", -1)).hasSizeLessThanOrEqualTo(2);
            rig.advance(Duration.ofSeconds(1));
        }
        int failures = rig.count(IdentityEvent.RefreshFailed.class);

        assertThat(rig.authority.count()).isEqualTo(requestsOfARefusedIdentity());
        assertThat(failures)
                .as("each request failed once for the blueprint, once for the agent")
                .isEqualTo(2 * rig.authority.count());
    }

    @Test
    void severalScopesOfAnAgentDoNotAskMoreOftenForARefusedBlueprint() {
        rig.authority.always(failure(RetryPolicy.PERMANENT));
        for (int second = 0; second < 3600; second++) {
            assertThatThrownBy(() -> agent.token(SCOPE)).isInstanceOf(TokenExchangeException.class);
            assertThatThrownBy(() -> agent.token(OTHER_SCOPE)).isInstanceOf(TokenExchangeException.class);
            rig.advance(Duration.ofSeconds(1));
        }

        assertThat(rig.authority.count()).isEqualTo(requestsOfARefusedIdentity());
    }

    /** By its own failures alone, the second scope would be held for a shorter time than the blueprint. */
    @Test
    void whatIsRememberedOfARefusedBlueprintEndsForAllScopesOfItsAgentAtTheSameTime() {
        rig.authority.always(failure(RetryPolicy.PERMANENT));
        askEachSecond(Duration.ofMinutes(10), SCOPE);
        int requests = rig.authority.count();
        int failures = rig.count(IdentityEvent.RefreshFailed.class);

        askEachSecond(Duration.ofMinutes(50), SCOPE, OTHER_SCOPE);
        requests = rig.authority.count() - requests;
        assertThat(requests).isPositive();
        assertThat(rig.count(IdentityEvent.RefreshFailed.class) - failures)
                .as("of each request by the blueprint and both scopes, and of the second scope's first try")
                .isLessThanOrEqualTo(3 * requests + 1);

        rig.authority.always(rig.authority.token(Duration.ofHours(1)));
        int before = rig.authority.count();
        for (int second = 0; second < 3600 && rig.authority.count() == before; second++) {
            askEachSecond(Duration.ofSeconds(1), SCOPE);
        }
        assertThat(ask(SCOPE)).isCompleted();
        assertThat(ask(OTHER_SCOPE)).as("not held any longer").isCompleted();
    }

    private void askEachSecond(Duration time, String... scopes) {
        for (long second = 0; second < time.toSeconds(); second++) {
            for (String scope : scopes) {
                var unused = ask(scope);
            }
            rig.advance(Duration.ofSeconds(1));
        }
    }

    /** In an hour, by an identity without agents that is asked each second. */
    private static int requestsOfARefusedIdentity() {
        Rig plain = new Rig();
        plain.authority.always(failure(RetryPolicy.PERMANENT));
        for (int second = 0; second < 3600; second++) {
            assertThatThrownBy(plain::token).isInstanceOf(TokenExchangeException.class);
            plain.advance(Duration.ofSeconds(1));
        }
        return plain.authority.count();
    }

    @Test
    void whileTheAgentsTokenServesAnOutageCostsTheCallerNothing() {
        agent.token(SCOPE);
        rig.authority.always(failure(RetryPolicy.TRANSIENT));
        for (int minute = 0; minute < 58; minute++) {
            rig.advance(Duration.ofMinutes(1));
            agent.token(SCOPE);
        }

        assertThat(rig.authority.count()).as("requests are bounded by time").isLessThan(80);
        rig.authority.always(rig.authority.token(Duration.ofHours(1)));
        rig.advance(Duration.ofMinutes(2));
        assertThat(agent.token(SCOPE).value()).startsWith("token-");
    }

    @Test
    void theBlueprintsPauseIsKeptByItsAgents() {
        rig.authority.then(retryAfter(Duration.ofMinutes(2)));
        assertThatThrownBy(() -> agent.token(SCOPE))
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContaining("step 1 of 2");
        for (int second = 0; second < 114; second++) {
            rig.advance(Duration.ofSeconds(1));
            assertThatThrownBy(() -> agent.token(SCOPE)).isInstanceOf(TokenExchangeException.class);
        }
        assertThat(rig.authority.count()).isEqualTo(1);

        rig.advance(Duration.ofSeconds(7));
        assertThat(agent.token(SCOPE)).isNotNull();
    }

    @Test
    void whileTheBlueprintIsNotReachedTriesGoOnToTheCallersDeadline() {
        rig.authority.always(failure(RetryPolicy.UNREACHED));
        long begin = rig.runtime.now();
        assertThatThrownBy(() -> agent.token(TokenRequest.of(SCOPE).withTimeout(Duration.ofMinutes(2))))
                .isInstanceOf(WorkloadIdentityException.class)
                .hasMessageContainingAll("No connection could be opened; ", " tries failed.");

        assertThat(Duration.ofNanos(rig.runtime.now() - begin))
                .isBetween(Duration.ofSeconds(100), Duration.ofSeconds(121));
        assertThat(rig.authority.countOfAgents().get(1)).isZero();
    }

    @Test
    void aTokenOfTheBlueprintThatIsTooOldForTheAuthorityIsReplacedAtOnce() {
        agent.token(SCOPE);
        rig.advance(Duration.ofMinutes(1));
        rig.authority.then(failure(RetryPolicy.ASSERTION_TIME));

        assertThat(agent.token(OTHER_SCOPE)).isNotNull();
        assertThat(rig.authority.countOfAgents()).containsExactly(2, 3);
        assertThat(rig.authority.calls().get(4).request().assertion().value()).isEqualTo("token-3");
    }

    @Test
    void aNewTokenOfTheBlueprintIsNotReplaced() {
        rig.authority.then(rig.authority.token(Duration.ofHours(1)));
        rig.authority.always(failure(RetryPolicy.ASSERTION_TIME));

        assertThatThrownBy(() -> agent.token(SCOPE)).isInstanceOf(TokenExchangeException.class);
        assertThat(rig.authority.countOfAgents()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"invalid_client, 2", "invalid_scope, 1"})
    void aTokenOfTheBlueprintThatIsNotAcceptedIsReplacedAndNoOther(String error, int tokens) {
        agent.token(SCOPE);
        rig.advance(Duration.ofMinutes(1));
        rig.authority.then(request -> {
            throw Exceptions.exchange(
                    "Refused.",
                    new ExchangeDetails(400, error, List.of(), null, null, null, null, false, null, null),
                    null);
        });
        assertThatThrownBy(() -> agent.token(OTHER_SCOPE)).isInstanceOf(TokenExchangeException.class);
        rig.advance(Duration.ofMinutes(6));

        assertThat(agent.token(OTHER_SCOPE)).isNotNull();
        assertThat(rig.authority.countOfAgents()).containsExactly(tokens, 3);
    }

    @Test
    void aRefusedAgentIsAskedForAsSeldomAsAnyIdentity() {
        rig.authority.then(rig.authority.token(Duration.ofHours(8))).always(failure(RetryPolicy.PERMANENT));
        askEachSecond(Duration.ofHours(1), SCOPE);

        assertThat(rig.authority.countOfAgents()).containsExactly(1, requestsOfARefusedIdentity());
    }

    @Test
    void anAgentsOwnRequestIsGivenUpInTheUsualTimeWhateverItsBlueprintsTook() {
        AtomicLong left = new AtomicLong();
        rig.authority.then(
                rig.authority.token(Duration.ofHours(1)),
                rig.authority.token(Duration.ofHours(1)).after(() -> left.set(deadline())));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> asked = ask(SCOPE);
        rig.runtime.runOne();
        rig.advance(Duration.ofSeconds(20));
        rig.runtime.runHeldBack();

        assertThat(asked).isCompleted();
        assertThat(Duration.ofNanos(left.get())).isEqualTo(Duration.ofSeconds(30));
    }

    /** A flight may have to wait for a worker for a minute. */
    @Test
    void itIsNotGivenUpWhileItsBlueprintsFlightMayStillEnd() {
        rig.authority.then(rig.authority.token(Duration.ofHours(1)).after(() -> rig.advance(Duration.ofSeconds(25))));
        rig.runtime.holdBack();
        var unused = ask(SCOPE);
        rig.runtime.runOne();
        rig.advance(Duration.ofSeconds(59));
        rig.runtime.runHeldBack();

        assertThat(rig.authority.countOfAgents()).containsExactly(1, 1);
        assertThat(rig.events(IdentityEvent.RefreshFailed.class)).isEmpty();
    }

    @Test
    void anAgentsOwnRequestThatHangsIsGivenUpWhenItsTimeIsOver() {
        rig.authority.then(
                rig.authority.token(Duration.ofHours(1)),
                rig.authority.token(Duration.ofHours(1)).after(() -> rig.advance(Duration.ofSeconds(30))));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> asked =
                agent.tokenAsync(TokenRequest.of(SCOPE).withTimeout(Duration.ofMinutes(5)));
        rig.runtime.runOne();
        rig.advance(Duration.ofSeconds(50));
        rig.runtime.runHeldBack();

        assertThatThrownBy(asked::join).cause().hasMessageContaining("did not end within 30 s");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void itWaitsForItsBlueprintAsLongAsThePatientestCaller() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> asked =
                agent.tokenAsync(TokenRequest.of(SCOPE).withTimeout(Duration.ofMinutes(10)));
        rig.runtime.runOne();

        assertThat(asked).isNotDone();
        assertThat(Duration.ofNanos(deadline()))
                .isEqualTo(Duration.ofMinutes(10).plusSeconds(30));
    }

    @Test
    void thePausesOfAnAgentsOwnRequestArePartOfItsTime() {
        agent.token(OTHER_SCOPE);
        long begin = rig.runtime.now();
        AtomicLong end = new AtomicLong();
        rig.authority.then(
                failure(RetryPolicy.TRANSIENT),
                rig.authority.token(Duration.ofHours(1)).after(() -> end.set(rig.runtime.now() + deadline())));

        assertThat(ask(SCOPE)).isCompleted();
        assertThat(rig.runtime.now()).as("after a pause").isGreaterThan(begin);
        assertThat(Duration.ofNanos(end.get() - begin)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whoeverJoinsWithMorePatienceIsNotToldOfTheFailureForTheOthers() {
        rig.authority.always(failure(RetryPolicy.TRANSIENT));
        rig.runtime.holdBack();
        var unused = agent.tokenAsync(TokenRequest.of(SCOPE).withTimeout(Duration.ofSeconds(2)));
        rig.runtime.runOne();
        CompletableFuture<AccessToken> patient = ask(SCOPE);
        for (int piece = 0; piece < 20 && rig.count(IdentityEvent.RefreshFailed.class) == 0; piece++) {
            rig.runtime.runOne();
        }
        assertThat(rig.events(IdentityEvent.RefreshFailed.class).map(IdentityEvent.RefreshFailed::scope))
                .containsExactly(EXCHANGE);

        rig.authority.always(rig.authority.token(Duration.ofHours(1)));
        rig.runtime.runHeldBack();

        assertThat(patient).isCompleted();
    }

    @Test
    void aRefreshInTheBackgroundEndsIfItsBlueprintIsRefused() {
        rig.authority.always(request -> new TokenExchange.Grant(
                "t" + rig.authority.count(),
                request.agent() != null ? Duration.ofMinutes(10) : Duration.ofHours(1),
                null));
        AccessToken before = agent.token(SCOPE);
        rig.authority.always(failure(RetryPolicy.TRANSIENT));

        rig.advance(Duration.ofMinutes(50));

        assertThat(agent.token(SCOPE)).isSameAs(before);
        assertThat(rig.events(IdentityEvent.RefreshFailed.class).map(failed -> failed.scope()))
                .contains(SCOPE, EXCHANGE);
        assertThat(rig.authority.count()).isBetween(4, 60);
    }

    @Test
    void whoeverWaitsForABlueprintThatIsHeldIsToldWhy() {
        rig.authority.always(failure(RetryPolicy.TRANSIENT));
        var unused = agent.tokenAsync(TokenRequest.of(SCOPE).withTimeout(Duration.ofSeconds(1)));

        rig.runtime.holdPauses();
        CompletableFuture<AccessToken> hasty =
                agent.tokenAsync(TokenRequest.of(OTHER_SCOPE).withTimeout(Duration.ofMillis(1)));
        rig.advance(Duration.ofMillis(2));

        assertThatThrownBy(hasty::join)
                .cause()
                .isInstanceOf(TokenTimeoutException.class)
                .hasMessageContaining("(step 1 of 2, its blueprint's token) within 1 ms")
                .hasMessageContaining("The authority answered 503");
    }

    /** How much time the flight under way has. */
    private long deadline() {
        Flight flight = ((Entry) agent.source(TokenRequest.of(SCOPE))).state().flight;
        return flight == null ? 0 : flight.deadline() - rig.runtime.now();
    }

    @Test
    void aChallengeAndARejectionAreTheAgentsOwnMatter() {
        AccessToken before = agent.token(SCOPE);
        AccessToken answered = agent.token(Rig.plain().withClaims(Rig.CLAIMS));
        assertThat(answered).isNotEqualTo(before);
        assertThat(rig.authority.calls().get(2).request().claims()).isEqualTo(Rig.CLAIMS);
        assertThat(agent.invalidate(answered)).isTrue();
        assertThat(agent.token(SCOPE)).isNotEqualTo(answered);

        assertThat(rig.authority.countOfAgents()).containsExactly(1, 3);
    }

    @Test
    void anAgentThatIsClosedStopsAndItsBlueprintGoesOn() {
        agent.token(SCOPE);
        agent.close();

        assertThatThrownBy(() -> agent.token(SCOPE)).isInstanceOf(IdentityClosedException.class);
        assertThat(rig.token()).isNotNull();
        assertThat(rig.agent("11111111-0000-4000-8000-000000000002").token(SCOPE))
                .isNotNull();
    }

    @Test
    void anAgentThatIsClosedCostsNoFurtherRequest() {
        agent.token(SCOPE);
        agent.close();
        rig.advance(Duration.ofHours(12));

        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void whoWaitsIsToldThatTheAgentIsClosedAndNothingIsSent() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> asked = ask(SCOPE);
        rig.runtime.runOne();
        agent.close();
        rig.runtime.runHeldBack();

        assertThat(asked).isCompletedExceptionally();
        assertThatThrownBy(asked::join).cause().isInstanceOf(IdentityClosedException.class);
        assertThat(rig.authority.count()).isZero();
        assertThat(rig.runtime.timersSet()).isZero();
    }

    /** An agent has the blueprint's token for itself: it takes no place among the blueprint's own. */
    @Test
    void openAgentsDoNotPushOutTheTokensOfTheirBlueprint() {
        rig.token();
        List<TokenCache> all = IntStream.range(0, 1100)
                .mapToObj(number -> rig.agent("11111111-0000-4000-8000-%012d".formatted(number)))
                .toList();
        all.forEach(one -> one.token(SCOPE));
        all.forEach(one -> one.token(OTHER_SCOPE));
        rig.token();

        assertThat(rig.authority.countOfAgents()).containsExactly(1100, 2200);
        assertThat(rig.authority.count()).as("and one of the blueprint's own").isEqualTo(3301);
    }

    @Test
    void whoeverRunsOutOfTimeWhileTheBlueprintIsAskedDisturbsNobody() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> patient = ask(SCOPE);
        assertThatHasty(1, patient)
                .hasMessageContaining(" of agent " + AGENT + " (step 1 of 2, its blueprint's token) within 1000 ms");

        rig.runtime.runHeldBack();
        assertThat(patient).isCompleted();
        assertThat(rig.authority.countOfAgents()).containsExactly(1, 1);
    }

    @Test
    void whoeverRunsOutOfTimeIsToldWhyTheBlueprintHasNoTokenYet() {
        rig.authority.always(failure(RetryPolicy.TRANSIENT));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> patient = ask(SCOPE);
        assertThatHasty(2, patient)
                .hasMessageContaining("(step 1 of 2, its blueprint's token) within 1000 ms (the request continues for "
                        + "other callers): The authority answered 503.");
    }

    @Test
    void whoeverRunsOutOfTimeInTheSecondStepIsToldSo() {
        rig.authority.then(rig.authority.token(Duration.ofHours(1))).always(failure(RetryPolicy.TRANSIENT));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> patient = ask(SCOPE);
        assertThatHasty(3, patient).hasMessageContaining(" (step 2 of 2) within 1000 ms (1 try failed;");
    }

    @Test
    void aBlueprintsFlightThatNeverBeginsEndsTheAgentsToo() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> asked =
                agent.tokenAsync(TokenRequest.of(SCOPE).withTimeout(Duration.ofMinutes(10)));
        rig.runtime.runOne();
        rig.advance(Duration.ofSeconds(61));
        rig.runtime.runOne();
        rig.runtime.runOne();

        assertThatThrownBy(asked::join).cause().hasMessageContaining("No thread was free");
        assertThat(rig.authority.count()).isZero();
    }

    @Test
    void aSourceOfTheBlueprintThatAsksTheAgentIsToldSo() {
        rig.authority.then(rig.authority.token(Duration.ofHours(1)).after(() -> agent.token(SCOPE)));

        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, () -> agent.token(SCOPE));
        assertThat(thrown).hasMessageContaining("from the same identity");
    }

    /** Whatever it asks for would wait for the blueprint's token, on whichever thread. */
    @Test
    void aSourceOfTheBlueprintThatAsksTheAgentForAnotherScopeIsToldSoAtOnce() {
        AtomicBoolean atOnce = new AtomicBoolean();
        rig.authority.then(rig.authority
                .token(Duration.ofHours(1))
                .after(() -> atOnce.set(ask(OTHER_SCOPE).isCompletedExceptionally())));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> asked = ask(SCOPE);
        rig.runtime.runOne();
        rig.runtime.runOne();
        rig.runtime.runHeldBack();

        assertThat(asked).isCompleted();
        assertThat(atOnce).isTrue();
    }

    @Test
    void anotherScopeIsToldWhatTheBlueprintWasToldAndNotHowLongThatIsRemembered() {
        rig.authority.always(failure(RetryPolicy.PERMANENT));
        assertThatThrownBy(() -> agent.token(SCOPE)).isInstanceOf(TokenExchangeException.class);

        assertThatThrownBy(() -> agent.token(OTHER_SCOPE))
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContaining("(step 1 of 2). The authority answered 401.")
                .hasMessageNotContaining("No request is made");
        assertThat(rig.authority.count()).isEqualTo(1);
    }

    /** As one does that a caller has waited for: so it is refreshed once more before it expires. */
    @Test
    void aTokenOfTheBlueprintThatOnlyARefreshHasWaitedForCountsAsUsed() {
        rig.authority.always(request -> new TokenExchange.Grant(
                "t" + rig.authority.count(),
                request.agent() != null ? Duration.ofMinutes(10) : Duration.ofHours(8),
                null));
        agent.token(SCOPE);
        rig.advance(Duration.ofHours(3));
        assertThat(rig.authority.countOfAgents())
                .as("one refresh, then nobody has used it")
                .containsExactly(2, 1);

        rig.advance(Duration.ofHours(2));
        assertThat(rig.authority.countOfAgents()).containsExactly(4, 2);
    }

    @Test
    void otherTenantsAreRefusedWithoutARequest() {
        assertThatThrownBy(() -> agent.token(TokenRequest.of(SCOPE).withTenant("other.example")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("own tenant only")
                .hasMessageNotContaining("additionallyAllowedTenants");
        assertThat(rig.authority.count()).isZero();
    }

    @Test
    void eventsNameTheAgentAndTheBlueprintsOwnDoNot() {
        agent.token(SCOPE);
        rig.token();

        assertThat(rig.events(IdentityEvent.RefreshSucceeded.class).map(IdentityEvent::agent))
                .containsExactly(Optional.of(AGENT), Optional.of(AGENT), Optional.empty());
    }

    /** The failure of a caller with a second of patience, after so many pieces of work; another one goes on waiting. */
    private AbstractThrowableAssert<?, ?> assertThatHasty(int pieces, CompletableFuture<AccessToken> patient) {
        CompletableFuture<AccessToken> hasty =
                agent.tokenAsync(TokenRequest.of(SCOPE).withTimeout(Duration.ofSeconds(1)));
        IntStream.range(0, pieces).forEach(piece -> rig.runtime.runOne());
        rig.advance(Duration.ofSeconds(2));

        assertThat(patient).isNotDone();
        return assertThatThrownBy(hasty::join).cause().isInstanceOf(TokenTimeoutException.class);
    }

    private CompletableFuture<AccessToken> ask(String scope) {
        return agent.tokenAsync(TokenRequest.of(scope));
    }

    private WorkloadIdentityException refusal() {
        return catchThrowableOfType(WorkloadIdentityException.class, () -> agent.token(SCOPE));
    }
}
