package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.internal.events.IdentityEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What listeners receive, and when. */
class EventsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Rig rig = new Rig();

    private static List<IdentityEvent> events(Consumer<IdentityEvents> happening) {
        List<IdentityEvent> received = new ArrayList<>();
        happening.accept(new IdentityEvents(List.of(received::add), () -> 0));
        return received;
    }

    @Test
    void aColdCallerIsAFlightASuccessAndAWait() {
        Instant sent = rig.runtime.wallTime();
        rig.authority.then(
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT),
                rig.authority.token(HOUR).after(() -> rig.advance(Duration.ofSeconds(2))));

        AccessToken token = rig.token();

        Duration pause = Duration.ofMillis(500);
        assertThat(rig.events).isEqualTo(events(expected -> {
            expected.refreshStarted(Rig.SCOPE, Reason.COLD);
            expected.refreshSucceeded(
                    Rig.SCOPE, Reason.COLD, 2, pause.plusSeconds(2).toNanos(), token);
            expected.callerWaited(Rig.SCOPE, 0, true);
        }));
        assertThat(token.expiresAt()).isEqualTo(sent.plus(pause).plus(HOUR));
        assertThat(token.refreshAt()).isEqualTo(sent.plus(pause).plus(Duration.ofMinutes(45)));
    }

    @Test
    void aFreshTokenIsNoEvent() {
        rig.token();
        rig.events.clear();

        rig.token();
        assertThat(rig.ask()).isCompleted();
        rig.cache.source(plain()).token();

        assertThat(rig.events).isEmpty();
    }

    @Test
    void aFailureSaysHowOftenAndForHowLongAndWhetherATokenServes() {
        rig.token();
        rig.events.clear();
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.PERMANENT));

        rig.advance(Duration.ofMinutes(45));

        assertThat(rig.events(IdentityEvent.RefreshFailed.class))
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.reason()).isEqualTo(Reason.DUE);
                    assertThat(failed.tries()).isOne();
                    assertThat(failed.retryIn()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(failed.consecutive()).isOne();
                    assertThat(failed.tokenStillValid()).isTrue();
                    assertThat(failed.failure()).isInstanceOf(TokenExchangeException.class);
                });
    }

    @Test
    void aFailureSaysHowLongItTook() {
        rig.authority.then(
                ScriptedAuthority.failure(RetryPolicy.PERMANENT).after(() -> rig.advance(Duration.ofSeconds(7))));

        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThat(rig.events(IdentityEvent.RefreshFailed.class).map(IdentityEvent.RefreshFailed::duration))
                .containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aCallerThatIsToldOfAnOldFailureIsAnEvent() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);
        rig.advance(Duration.ofSeconds(5));
        rig.events.clear();

        assertThatThrownBy(rig::token).isInstanceOf(TokenExchangeException.class);

        assertThat(rig.events)
                .isEqualTo(events(expected -> expected.callerFailedFast(
                        Rig.SCOPE, Duration.ofSeconds(10).toNanos())));
    }

    @Test
    void aCallerThatWaitedInVainIsAnEventOfItsOwn() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.PERMANENT));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> caller = rig.ask();
        rig.advance(Duration.ofSeconds(3));

        rig.runtime.runHeldBack();

        assertThat(caller).isCompletedExceptionally();
        assertThat(rig.events(IdentityEvent.CallerWaited.class)).singleElement().satisfies(waited -> {
            assertThat(waited.scope()).isEqualTo(Rig.SCOPE);
            assertThat(waited.duration()).isEqualTo(Duration.ofSeconds(3));
            assertThat(waited.served()).isFalse();
        });
    }

    @Test
    void aFlightThatIsGivenUpIsTold() {
        rig.token();
        rig.events.clear();
        rig.authority.then(
                ScriptedAuthority.failure(RetryPolicy.TRANSIENT).after(() -> rig.advance(Duration.ofSeconds(31))));

        rig.advance(Duration.ofMinutes(45));
        assertThat(Thread.interrupted()).isFalse();

        assertThat(rig.events(IdentityEvent.RefreshFailed.class)).first().satisfies(failed -> {
            assertThat(failed.failure()).hasMessageContaining("did not end within 30 s");
            assertThat(failed.tokenStillValid()).isTrue();
        });
    }

    @Test
    void rejectionsAreToldWhetherTheyWereBelievedOrNot() {
        rig.cache.invalidate(rig.token());
        rig.cache.invalidate(rig.token());

        List<IdentityEvent> rejections = events(expected -> {
            expected.invalidated(Rig.SCOPE, true);
            expected.invalidated(Rig.SCOPE, false);
        });
        assertThat(rig.events.stream().filter(IdentityEvent.Invalidated.class::isInstance))
                .containsExactlyElementsOf(rejections);
    }

    @Test
    void anAnswerWithoutProgressSaysHowLongNothingIsAsked() {
        rig.authority.always(ScriptedAuthority.same("the-same", HOUR));
        rig.token();

        rig.advance(Duration.ofMinutes(45));

        assertThat(rig.events(IdentityEvent.NoProgress.class))
                .singleElement()
                .satisfies(event -> assertThat(event.nextTry())
                        .isEqualTo(Duration.ofMinutes(14).plusSeconds(45)));
    }
}
