package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rejected token is dropped, and nothing else is. */
class InvalidateTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Rig rig = new Rig();

    @Test
    void aRejectedTokenIsReplacedOnTheNextCall() {
        AccessToken old = rig.token();

        assertThat(rig.cache.invalidate(old)).isTrue();

        assertThat(rig.token().value()).isEqualTo("token-2");
        assertThat(rig.events(IdentityEvent.RefreshStarted.class).map(IdentityEvent.RefreshStarted::reason))
                .containsExactly(Reason.COLD, Reason.REJECTED);
    }

    @Test
    void aTokenIsKnownByItsValue() {
        AccessToken old = rig.token();
        AccessToken copy = new AccessToken(old.value(), old.expiresAt(), old.refreshAt());

        assertThat(rig.cache.invalidate(copy)).isTrue();
    }

    @Test
    void aTokenThatWasReplacedAlreadyIsNoReasonToDropItsSuccessor() {
        AccessToken old = rig.token();
        rig.advance(Duration.ofMinutes(45));
        AccessToken present = rig.token();

        assertThat(rig.cache.invalidate(old)).isFalse();

        assertThat(rig.token()).isSameAs(present);
        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void aRejectionWhileItsSuccessorIsUnderWayStartsNoSecondFlight() {
        AccessToken old = rig.token();
        rig.runtime.holdBack();
        rig.advance(Duration.ofMinutes(45));

        assertThat(rig.cache.invalidate(old)).isTrue();
        var waiting = rig.ask();
        assertThat(rig.runtime.heldBack()).isEqualTo(1);
        rig.runtime.runHeldBack();

        assertThat(waiting.join().value()).isEqualTo("token-2");
        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void aResourceThatRejectsEverythingCausesOneRequestInThirtySeconds() {
        for (int i = 0; i < 600; i++) {
            rig.cache.invalidate(rig.token());
            rig.advance(Duration.ofMillis(100));
        }

        assertThat(rig.authority.count()).isBetween(2, 3);
        assertThat(rig.events(IdentityEvent.Invalidated.class).filter(IdentityEvent.Invalidated::accepted))
                .hasSizeBetween(1, 2);
    }

    @Test
    void whoeverRejectsATokenLearnsWhetherThatWasBelieved() {
        assertThat(rig.cache.invalidate(rig.token())).isTrue();
        assertThat(rig.cache.invalidate(rig.token())).as("so soon after").isFalse();
        rig.advance(Duration.ofSeconds(30));
        assertThat(rig.cache.invalidate(rig.token())).isTrue();
    }

    @Test
    void aRejectedTokenIsNotHandedOutAgainIfTheAuthorityAnswersWithItOnceMore() {
        rig.authority.then(ScriptedAuthority.same("bad", HOUR), ScriptedAuthority.same("bad", HOUR));
        AccessToken bad = rig.token();
        rig.cache.invalidate(bad);

        assertThatThrownBy(rig::token)
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContaining("the same token that the resource has rejected");

        assertThat(rig.token().value()).isEqualTo("token-1");
    }

    @Test
    void aRejectedTokenIsNotBroughtBackByAFlightThatWasUnderWay() {
        rig.authority.then(ScriptedAuthority.same("bad", HOUR));
        AccessToken bad = rig.token();
        rig.authority.then(ScriptedAuthority.same("bad", HOUR).after(() -> rig.cache.invalidate(bad)));
        rig.advance(Duration.ofMinutes(45));

        assertThat(rig.entry().state().current).isNull();
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.token().value()).isEqualTo("token-1");
    }

    @Test
    void aTokenThatEndsByItselfLaterIsNotReportedAsRejected() {
        rig.cache.invalidate(rig.token());
        rig.token();
        rig.advance(Duration.ofDays(2));

        rig.token();

        assertThat(rig.events(IdentityEvent.RefreshStarted.class).map(IdentityEvent.RefreshStarted::reason))
                .containsExactly(Reason.COLD, Reason.REJECTED, Reason.DUE, Reason.COLD);
    }

    @Test
    void onlyTheEntryThatHoldsTheTokenDropsIt() {
        AccessToken vault = rig.token();
        AccessToken storage = rig.token(TokenRequest.of(Rig.OTHER_SCOPE));
        AccessToken cae = rig.token(plain().withCae(true));

        assertThat(rig.cache.invalidate(vault)).isTrue();

        assertThat(rig.token(TokenRequest.of(Rig.OTHER_SCOPE))).isSameAs(storage);
        assertThat(rig.token(plain().withCae(true))).isSameAs(cae);
    }

    @Test
    void anUnknownTokenIsIgnored() {
        AccessToken present = rig.token();

        assertThat(rig.cache.invalidate(new AccessToken("other", present.expiresAt(), present.refreshAt())))
                .isFalse();

        assertThat(rig.token()).isSameAs(present);
        assertThat(rig.count(IdentityEvent.Invalidated.class)).isZero();
    }

    @Test
    void aTokenOfAnEntryThatFellOutOfTheCacheIsDroppedToo() {
        TokenSource held = rig.cache.source(plain());
        AccessToken token = held.token();
        List<TokenSource> others = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            others.add(rig.cache.source(TokenRequest.of("https://resource" + i + ".example/.default")));
        }

        assertThat(rig.cache.invalidate(token)).isTrue();

        assertThat(held.token().value()).isEqualTo("token-2");
        assertThat(others).hasSize(5_000);
    }

    @Test
    void noneOfTheTokensThatWereRejectedComesBack() {
        for (int i = 1; i <= 10; i++) {
            rig.authority.then(ScriptedAuthority.same("bad-" + i, HOUR));
            assertThat(rig.cache.invalidate(rig.token())).isTrue();
            rig.advance(Duration.ofSeconds(31));
        }

        for (int i = 1; i <= 10; i++) {
            rig.authority.then(ScriptedAuthority.same("bad-" + i, HOUR));
            assertThatThrownBy(rig::token).hasMessageContaining("the same token that the resource has rejected");
            rig.advance(Duration.ofMinutes(1));
        }
        assertThat(rig.token().value()).isEqualTo("token-1");
    }
}
