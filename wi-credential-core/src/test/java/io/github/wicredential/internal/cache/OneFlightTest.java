package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenInterruptedException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenTimeoutException;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Exceptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers share flights, and whoever leaves, leaves alone. */
class OneFlightTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Rig rig = new Rig();

    @Test
    void coldCallersShareOneFlightAndGetTheSameToken() {
        rig.runtime.holdBack();
        List<CompletableFuture<AccessToken>> callers = ask(100);
        assertThat(rig.runtime.heldBack()).isOne();

        rig.runtime.runHeldBack();

        AccessToken first = callers.get(0).join();
        assertThat(callers).allSatisfy(caller -> assertThat(caller.join()).isSameAs(first));
        assertThat(rig.authority.count()).isOne();
    }

    @Test
    void coldCallersShareOneFailureAndEachGetsAnExceptionOfItsOwn() {
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        rig.runtime.holdBack();
        List<CompletableFuture<AccessToken>> callers = ask(50);

        rig.runtime.runHeldBack();

        Set<Throwable> thrown = new HashSet<>();
        Set<Object> told = new HashSet<>();
        for (CompletableFuture<AccessToken> caller : callers) {
            Throwable failure = failureOf(caller);
            assertThat(failure).isInstanceOf(TokenExchangeException.class);
            thrown.add(failure);
            told.add(Exceptions.details((TokenExchangeException) failure));
        }
        assertThat(thrown).hasSize(50);
        assertThat(told).hasSize(1);
        assertThat(rig.authority.count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void atMostOneFlightIsUnderWayWhateverIsAskedAndWhen(long seed) {
        Random random = new Random(seed);
        ScriptedAuthority.Answer[] answers = {
            rig.authority.token(Duration.ofSeconds(40)),
            rig.authority.token(Duration.ofSeconds(5)),
            rig.authority.token(HOUR, Duration.ofSeconds(10)),
            ScriptedAuthority.failure(RetryPolicy.TRANSIENT),
            ScriptedAuthority.failure(RetryPolicy.PROPAGATION),
            ScriptedAuthority.retryAfter(Duration.ofSeconds(3)),
            ScriptedAuthority.thrown(new StackOverflowError()),
        };
        int[] depth = {0};
        Set<Long> flights = new HashSet<>();
        rig.authority.always(request -> {
            Flight flying = rig.entry().state().flight;
            assertThat(flying).as("the request belongs to the flight under way").isNotNull();
            flights.add(flying.number);
            if (depth[0]++ < 3) {
                anything(random);
            }
            depth[0]--;
            return answers[random.nextInt(answers.length)].to(request);
        });

        for (int i = 0; i < 400; i++) {
            if (random.nextInt(10) == 0) {
                rig.runtime.holdBack();
            }
            anything(random);
            if (random.nextInt(4) == 0) {
                rig.runtime.runHeldBack();
            }
        }
        rig.runtime.runHeldBack();
        rig.advance(Duration.ofMinutes(10));

        assertThat(rig.authority.mostAtOnce()).isOne();
        assertThat(rig.authority.count()).isLessThanOrEqualTo(3 * flights.size());
        assertThat(rig.entry().state().flight).isNull();
        assertThat(rig.entry().state().queue).isEmpty();
    }

    private void anything(Random random) {
        switch (random.nextInt(7)) {
            case 0, 1 -> rig.askAndForget(plain());
            case 2 -> rig.askAndForget(plain().withClaims("{\"n\":" + random.nextInt(3) + "}"));
            case 3 -> rig.askAndForget(plain().withMinRemaining(Duration.ofSeconds(random.nextInt(60))));
            case 4 -> {
                CachedToken lease = rig.entry().state().current;
                if (lease != null) {
                    rig.cache.invalidate(lease.token());
                }
            }
            default -> rig.advance(Duration.ofMillis(random.nextInt(6_000)));
        }
    }

    @Test
    void aFlightForWaitingCallersMakesFiveRequestsAtMost() {
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));

        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThat(rig.authority.count()).isEqualTo(5);
    }

    @Test
    void aFlightMakesOneRequestIfTheTransportRetriesByItself() {
        Rig retrying = new Rig(new VirtualRuntime(), "client", true, null);
        retrying.authority.always(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));

        assertThatThrownBy(retrying::token).isInstanceOf(TokenExchangeException.class);

        assertThat(retrying.authority.count()).isOne();
    }

    @Test
    void aTokenIsThereForEveryReadFromTheMomentAWaiterHasIt() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> reread = rig.ask().thenApply(token -> {
            assertThat(rig.token()).isSameAs(token);
            return token;
        });

        rig.runtime.runHeldBack();

        assertThat(reread.join().value()).isEqualTo("token-1");
        assertThat(rig.authority.count()).isOne();
    }

    @Test
    void aFailureIsKnownToEveryCallFromTheMomentAWaiterHasIt() {
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        rig.runtime.holdBack();
        CompletableFuture<Throwable> again = rig.ask().handle((token, failure) -> catchThrowable(rig::token));

        rig.runtime.runHeldBack();

        assertThat(again.join()).isInstanceOf(TokenExchangeException.class).hasMessageContaining("No request is made");
        assertThat(rig.authority.count()).isOne();
    }

    @Test
    void cancelledFuturesDisturbNobody() {
        rig.runtime.holdBack();
        List<CompletableFuture<AccessToken>> callers = ask(20);
        callers.subList(0, 19).forEach(caller -> caller.cancel(true));

        rig.runtime.runHeldBack();

        assertThat(callers.get(19).join().value()).isEqualTo("token-1");
        assertThat(rig.authority.count()).isOne();
    }

    @Test
    void aCallerThatRunsOutOfTimeDisturbsNobody() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> patient = rig.ask();
        TokenRequest hasty = plain().withTimeout(Duration.ofNanos(1));

        assertThatThrownBy(() -> rig.token(hasty))
                .isInstanceOf(TokenTimeoutException.class)
                .hasMessageContaining("The request continues");
        CompletableFuture<AccessToken> hastyToo = rig.ask(plain().withTimeout(Duration.ofSeconds(3)));
        rig.advance(Duration.ofSeconds(3).minusNanos(1));
        assertThat(hastyToo).isNotDone();
        rig.advance(Duration.ofNanos(1));
        assertThat(failureOf(hastyToo)).isInstanceOf(TokenTimeoutException.class);
        assertThat(patient).isNotDone();

        rig.runtime.runHeldBack();

        assertThat(patient.join().value()).isEqualTo("token-1");
        assertThat(rig.authority.count()).isOne();
    }

    @Test
    void anInterruptedCallerKeepsItsFlagAndDisturbsNobody() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> patient = rig.ask();

        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(rig::token);
        boolean flag = Thread.interrupted();

        assertThat(thrown).isInstanceOf(TokenInterruptedException.class);
        assertThat(flag).isTrue();
        rig.runtime.runHeldBack();
        assertThat(patient.join().value()).isEqualTo("token-1");
        assertThat(rig.authority.count()).isOne();
    }

    @Test
    void anInterruptedCallerIsServedIfATokenIsThere() {
        rig.token();

        Thread.currentThread().interrupt();
        AccessToken token = rig.token();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(token.value()).isEqualTo("token-1");
    }

    @Test
    void aCallbackMayCancelItsOwnFutureAndAskAgain() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> first = rig.ask();
        CompletableFuture<AccessToken> second = first.thenCompose(token -> {
            first.cancel(true);
            return rig.ask();
        });

        rig.runtime.runHeldBack();

        assertThat(second.join().value()).isEqualTo("token-1");
    }

    @Test
    void everyWaiterIsReportedOnce() {
        rig.runtime.holdBack();
        assertThat(ask(5)).noneMatch(CompletableFuture::isDone);

        rig.runtime.runHeldBack();

        assertThat(rig.count(IdentityEvent.CallerWaited.class)).isEqualTo(5);
        assertThat(rig.events(IdentityEvent.CallerWaited.class)).allMatch(IdentityEvent.CallerWaited::served);
    }

    private List<CompletableFuture<AccessToken>> ask(int callers) {
        List<CompletableFuture<AccessToken>> asked = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            asked.add(rig.ask());
        }
        return asked;
    }

    /** What a caller of the future sees. */
    static Throwable failureOf(CompletableFuture<AccessToken> caller) {
        Throwable thrown = catchThrowable(() -> caller.get(10, java.util.concurrent.TimeUnit.SECONDS));
        assertThat(thrown).isInstanceOfAny(ExecutionException.class, CompletionException.class);
        assertThat(thrown.getCause()).isInstanceOf(WorkloadIdentityException.class);
        return thrown.getCause();
    }
}
