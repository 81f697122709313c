package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.TokenInterruptedException;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.runtime.Within;
import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads that ask for an agent while Entra has not yet answered its blueprint. */
@WorkloadIdentityTest
class AgentThreadsTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private final CountDownLatch answers = new CountDownLatch(1);

    private LocalEntra entra;
    private LocalApplication blueprint;
    private String agent;
    private WorkloadIdentity identity;

    @BeforeEach
    void build(LocalCluster cluster, LocalEntra entra) {
        this.entra = entra;
        blueprint = entra.tenant().registerBlueprint().trust(cluster);
        agent = blueprint.registerAgent().clientId();
        cluster.annotate(blueprint);
        identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
        entra.faults().always(Fault.held(answers));
    }

    @AfterEach
    void close() {
        answers.countDown();
        identity.close();
    }

    @Test
    void fiftyThatAskForTheSameNewAgentCostTwoRequests() throws Exception {
        List<Caller> callers = waiting(50);
        answers.countDown();

        String token = callers.get(0).get().value();
        for (Caller caller : callers) {
            assertThat(caller.get().value()).isEqualTo(token);
        }
        assertThat(entra.tokenRequests()).isEqualTo(2);
    }

    @Test
    void oneThatIsInterruptedEndsAloneAndAtOnce() throws Exception {
        List<Caller> callers = waiting(2);
        callers.get(0).thread.interrupt();
        assertThatThrownBy(callers.get(0)::get).hasCauseInstanceOf(TokenInterruptedException.class);
        assertThat(callers.get(1).result).isNotDone();

        answers.countDown();
        assertThat(callers.get(1).get()).isNotNull();
        assertThat(entra.tokenRequests()).isEqualTo(2);
    }

    @Test
    void theLastOneThatIsInterruptedLeavesATokenToTheNext() throws Exception {
        Caller only = waiting(1).get(0);
        only.thread.interrupt();
        assertThatThrownBy(only::get).hasCauseInstanceOf(TokenInterruptedException.class);

        answers.countDown();
        Within.aWhile("the flight went on", () -> entra.granted() == 2);
        assertThat(identity.agent(agent).token(SCOPE)).isNotNull();
        assertThat(entra.tokenRequests()).isEqualTo(2);
    }

    @Test
    void anAgentThatIsClosedFreesItsCallersOnly() throws Exception {
        List<Caller> callers = waiting(5);
        String other = blueprint.registerAgent().clientId();
        Caller ofOther = new Caller(other);
        identity.agent(agent).close();

        for (Caller caller : callers) {
            assertThatThrownBy(caller::get).hasCauseInstanceOf(IdentityClosedException.class);
        }
        answers.countDown();
        assertThat(ofOther.get()).isNotNull();
        assertThat(identity.agent(agent).token(SCOPE)).isNotNull();
    }

    @Test
    void aBlueprintThatIsClosedFreesTheCallersOfItsAgents() throws Exception {
        List<Caller> callers = waiting(5);
        identity.close();

        for (Caller caller : callers) {
            assertThatThrownBy(caller::get).hasCauseInstanceOf(IdentityClosedException.class);
        }
        assertThat(entra.granted()).isZero();
    }

    /** Once Entra has the first request, which it does not answer yet, and all wait. */
    private List<Caller> waiting(int number) {
        List<Caller> callers = new ArrayList<>(
                Stream.generate(() -> new Caller(agent)).limit(number).toList());
        Within.aWhile(
                "all wait",
                () -> entra.tokenRequests() == 1
                        && callers.stream().allMatch(one -> one.thread.getState() == Thread.State.TIMED_WAITING));
        return callers;
    }

    /** A thread that asks for an agent's token. */
    private final class Caller {

        private final FutureTask<AccessToken> result;
        private final Thread thread;

        Caller(String agentId) {
            result = new FutureTask<>(() -> identity.agent(agentId).token(SCOPE));
            thread = new Thread(result, "asks for an agent");
            thread.setDaemon(true);
            thread.start();
        }

        AccessToken get() throws InterruptedException, ExecutionException {
            try {
                return result.get(20, TimeUnit.SECONDS);
            } catch (java.util.concurrent.TimeoutException late) {
                throw new AssertionError("waits on", late);
            }
        }
    }
}
