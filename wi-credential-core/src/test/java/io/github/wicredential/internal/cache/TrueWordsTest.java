package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.internal.network.NetworkFault.Reached;
import io.github.wicredential.internal.network.NetworkFault.Step;
import io.github.wicredential.internal.runtime.Doing;
import io.github.wicredential.internal.runtime.TestRuntimes;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A flight that brings nothing says what it was, and pauses take no worker. */
class TrueWordsTest {

    private static final Doing FILE = Doing.readsFile("it read the token file /var/run/token");
    private static final InetSocketAddress ENTRA = InetSocketAddress.createUnresolved("login.example.com", 443);

    private final Rig rig = new Rig();

    @Test
    void aFlightThatHangsSaysWhere() {
        rig.runtime.doing = FILE;
        rig.authority.then(rig.authority.token(Duration.ofHours(1)).after(() -> rig.advance(Duration.ofSeconds(31))));

        assertThatThrownBy(rig::token)
                .hasMessageContaining(
                        "did not end within 30 s and was given up while it read the token file /var/run/token. The volume")
                .hasMessageNotContaining("network policy");
        assertThat(Thread.interrupted()).isFalse();
    }

    private static Doing calls(Step step, @Nullable Proxy proxy) {
        InetSocketAddress asked = proxy == null ? ENTRA : (InetSocketAddress) proxy.address();
        SocketTimeoutException timedOut = new SocketTimeoutException("timeout");
        timedOut.addSuppressed(new Reached(step, step == Step.NAME ? null : asked, proxy));
        return new Doing(
                Doing.Kind.REQUEST,
                step.with("login.example.com"),
                new Doing.Call(URI.create("https://login.example.com/tenant/oauth2/v2.0/token"), timedOut));
    }

    static Stream<Arguments> hanging() {
        Proxy squid = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("squid.corp", 3128));
        return Stream.of(
                arguments(
                        new Doing(Doing.Kind.FOREIGN_CODE, "the transport com.example.Own sent to login", null),
                        "custom transport or assertion source must return",
                        "policy"),
                arguments(
                        calls(Step.NAME, null),
                        "Most likely: no DNS server gives an answer ('timed out')",
                        "custom transport"),
                arguments(
                        calls(Step.CONNECT, null),
                        "does not allow egress to login.example.com:443",
                        "custom transport"),
                arguments(
                        calls(Step.CONNECT, squid),
                        "packets to the egress proxy squid.corp:3128 are dropped silently",
                        "egress to login.example.com"),
                arguments(
                        calls(Step.TLS, null),
                        "Most likely: the connection is accepted, but TLS receives no response",
                        "custom transport"),
                arguments(
                        calls(Step.REQUEST, null),
                        "Most likely: the request was sent, but there was no response",
                        "custom transport"),
                arguments(
                        Doing.waitsFor("login.example.com"),
                        "One of: the connection is accepted, but TLS receives no response",
                        "custom transport"),
                arguments(
                        null, "One of: the connection is accepted, but TLS receives no response", "custom transport"));
    }

    @ParameterizedTest
    @MethodSource("hanging")
    void whatIsToBeMendedFollowsFromWhereItHangs(@Nullable Doing doing, String mend, String not) {
        rig.runtime.doing = doing;
        rig.authority.then(rig.authority.token(Duration.ofHours(1)).after(() -> rig.advance(Duration.ofSeconds(31))));

        assertThatThrownBy(rig::token).hasMessageContaining(mend).hasMessageNotContaining(not);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aFlightThatHangsAfterATryThatFailedSaysWhatThatSaid() {
        rig.runtime.doing = calls(Step.NAME, null);
        rig.authority
                .then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT))
                .then(rig.authority.token(Duration.ofHours(1)).after(() -> rig.advance(Duration.ofSeconds(31))));

        assertThatThrownBy(rig::token)
                .hasMessageContaining("was given up after 1 failed try: ")
                .hasMessageNotContaining("it resolved the name")
                .hasCauseInstanceOf(TokenExchangeException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aFlightThatNoWorkerWasAtIsNotBlamedOnTheNetwork() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> caller = rig.ask(plain().withTimeout(Duration.ofMinutes(2)));

        rig.advance(Duration.ofSeconds(61));

        assertThat(OneFlightTest.failureOf(caller))
                .hasMessageContaining("No thread was free for the token request within 60 s")
                .hasMessageNotContaining("egress");
        assertThat(rig.authority.count()).isZero();
    }

    @Test
    void noWorkerSleepsWhileAFlightPauses() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.runtime.holdPauses();

        CompletableFuture<AccessToken> caller = rig.ask();

        assertThat(caller).isNotDone();
        assertThat(rig.runtime.heldPauses()).isEqualTo(1);
        assertThat(rig.entry().state().flight).isNotNull().matches(flight -> !flight.runsOnThisThread());

        rig.runtime.endPause();

        assertThat(caller.join().value()).isEqualTo("token-1");
    }

    @Test
    void aFlightThatIsGivenUpInAPauseMakesNoMoreRequests() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.runtime.holdPauses();
        CompletableFuture<AccessToken> caller = rig.ask();

        rig.cache.close();

        assertThat(caller).isCompletedExceptionally();
        assertThat(rig.runtime.heldPauses()).isZero();
        assertThat(rig.authority.count()).isEqualTo(1);
    }

    @Test
    void aFlightThatIsGivenUpInAPauseIsNotSaidToHaveBeenAtAnything() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.askAndForget(plain().withTimeout(Duration.ofMillis(1)));
        rig.runtime.holdPauses();
        CompletableFuture<AccessToken> caller = rig.ask(plain().withTimeout(Duration.ofMinutes(2)));
        assertThat(rig.runtime.heldPauses()).isOne();

        rig.advance(Duration.ofSeconds(31));

        assertThat(OneFlightTest.failureOf(caller)).hasMessageContaining("did not end within 30 s and was given up. ");
    }

    @Test
    void aFlightThatIsGivenUpWhenItsPauseBeginsLeavesNoneBehind() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));
        rig.runtime.holdPauses();
        rig.runtime.beforePause = rig.cache::close;

        assertThat(rig.ask()).isCompletedExceptionally();

        assertThat(rig.runtime.heldPauses()).isZero();
    }

    @Test
    void whoRunsOutOfTimeBeforeAnythingFailedIsToldThat() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> caller = rig.ask(plain().withTimeout(Duration.ofSeconds(3)));

        rig.advance(Duration.ofSeconds(3));

        assertThat(OneFlightTest.failureOf(caller))
                .hasMessageContaining(" within 3000 ms; nothing has failed yet. The request continues");
    }

    @Test
    void whoeverAsksWhileTooManyEarlierOnesHangIsToldWhereAndNothingIsSent() {
        rig.runtime.rejection = TestRuntimes.hanging(4, "it read the token file /var/run/token");

        assertThatThrownBy(rig::token)
                .hasMessageContaining("because 4 earlier ones of this identity hang, the last one while it read the"
                        + " token file /var/run/token. ");
        assertThat(rig.authority.count()).isZero();
    }

    @Test
    void aFlightThatGetsNoWorkerAndCannotSaySoIsOverAtOnceAllTheSame() {
        rig.runtime.rejection = new RejectedExecutionException("no worker");
        rig.exhausted = true;
        CompletableFuture<AccessToken> caller = rig.ask();
        assertThat(caller).isNotDone();

        rig.exhausted = false;
        rig.advance(Duration.ofSeconds(1));

        assertThat(OneFlightTest.failureOf(caller)).hasMessageContaining("java.lang.OutOfMemoryError");
    }

    @Test
    void aFlightWhoseEndCannotBeReportedIsOverAtOnceAllTheSame() {
        rig.runtime.holdBack();
        rig.authority.then(request -> {
            rig.exhausted = true;
            throw new OutOfMemoryError("provoked");
        });
        CompletableFuture<AccessToken> caller = rig.ask();
        rig.runtime.runHeldBack();
        assertThat(caller).isNotDone();

        rig.exhausted = false;
        rig.advance(Duration.ofSeconds(1));

        assertThat(OneFlightTest.failureOf(caller)).hasMessageContaining("java.lang.OutOfMemoryError");
    }

    @Test
    void whoeverWaitsIsToldEvenIfItsTokenCameAndTheMemoryEndedThere() {
        rig.runtime.holdBack();
        rig.authority.then(rig.authority
                .token(Duration.ofHours(1))
                .after(() -> rig.runtime.brokenTimer = new OutOfMemoryError("provoked")));
        CompletableFuture<AccessToken> caller = rig.ask();

        rig.runtime.runHeldBack();

        assertThat(OneFlightTest.failureOf(caller)).hasMessageContaining("java.lang.OutOfMemoryError");
        assertThat(rig.token().value()).isEqualTo("token-1");
    }
}
