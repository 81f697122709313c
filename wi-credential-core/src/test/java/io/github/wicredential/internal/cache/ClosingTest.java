package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityClosedException;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After {@code close()} nothing is handed out, nobody waits, and nothing runs on. */
class ClosingTest {

    private final Rig rig = new Rig();

    @AfterEach
    void noInterruptIsLeftBehind() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aClosedCredentialGivesNoToken() {
        TokenSource source = rig.cache.source(plain());
        source.token();

        rig.cache.close();

        assertThatThrownBy(rig::token).isInstanceOf(IdentityClosedException.class);
        assertThatThrownBy(source::token).isInstanceOf(IdentityClosedException.class);
        assertThatThrownBy(() -> rig.token(TokenRequest.of(Rig.OTHER_SCOPE)))
                .isInstanceOf(IdentityClosedException.class);
        assertThat(OneFlightTest.failureOf(rig.ask())).isInstanceOf(IdentityClosedException.class);
        rig.advance(Duration.ofDays(1));
        assertThat(rig.authority.count()).isOne();
        assertThat(rig.runtime.timersSet()).isZero();
    }

    @Test
    void closingTwiceIsClosingOnce() {
        rig.token();

        rig.cache.close();
        rig.cache.close();

        assertThat(rig.count(IdentityEvent.Closed.class)).isOne();
    }

    @Test
    void closingFreesWhoeverWaitsForAnyFlight() {
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> plain = rig.ask();
        CompletableFuture<AccessToken> claims = rig.ask(plain().withClaims(Rig.CLAIMS));
        CompletableFuture<AccessToken> otherClaims = rig.ask(plain().withClaims("{}"));

        rig.cache.close();

        for (CompletableFuture<AccessToken> waiter : List.of(plain, claims, otherClaims)) {
            assertThat(OneFlightTest.failureOf(waiter)).isInstanceOf(IdentityClosedException.class);
        }
        rig.runtime.runHeldBack();
        assertThat(rig.authority.count()).isZero();
    }

    @Test
    void anAnswerThatComesAfterClosingIsDropped() {
        List<CompletableFuture<AccessToken>> waiters = new ArrayList<>();
        rig.authority.then(rig.authority.token(Duration.ofHours(1)).after(rig.cache::close));
        rig.runtime.holdBack();
        waiters.add(rig.ask());
        rig.runtime.runHeldBack();

        assertThat(OneFlightTest.failureOf(waiters.get(0))).isInstanceOf(IdentityClosedException.class);
        assertThatThrownBy(rig::token).isInstanceOf(IdentityClosedException.class);
        assertThat(rig.entry().state().current).isNull();
        assertThat(rig.count(IdentityEvent.RefreshSucceeded.class)).isZero();
    }

    @Test
    void aFailureThatComesAfterClosingIsNotToldToWaiters() {
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.PERMANENT).after(rig.cache::close));
        rig.runtime.holdBack();
        CompletableFuture<AccessToken> waiter = rig.ask();
        rig.runtime.runHeldBack();

        assertThat(OneFlightTest.failureOf(waiter)).isInstanceOf(IdentityClosedException.class);
        assertThat(rig.count(IdentityEvent.RefreshFailed.class)).isZero();
    }

    @Test
    void noRetryLeavesAfterClosing() {
        rig.authority.always(ScriptedAuthority.failure(RetryPolicy.TRANSIENT).after(rig.cache::close));

        assertThatThrownBy(rig::token).isInstanceOf(IdentityClosedException.class);

        assertThat(rig.authority.count()).isOne();
    }

    @Test
    void anEntryThatFellOutOfTheCacheIsClosedToo() {
        TokenSource held = rig.cache.source(plain());
        held.token();
        for (int i = 0; i < 5_000; i++) {
            rig.cache.source(TokenRequest.of("https://resource" + i + ".example/.default"));
        }

        rig.cache.close();

        assertThatThrownBy(held::token).isInstanceOf(IdentityClosedException.class);
    }

    @Test
    void aTokenOfAClosedCredentialCanStillBeReported() {
        AccessToken token = rig.token();
        rig.cache.close();

        assertThat(rig.cache.invalidate(token)).isFalse();
    }
}
