package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A transport or assertion source that asks its own credential for a token is told so instead of waiting for itself. */
class ReentrancyTest {

    private final Rig rig = new Rig();
    private final AtomicReference<Throwable> told = new AtomicReference<>();

    @Test
    void askingForTheTokenThatIsBeingFetchedFailsAtOnceAndTheEntryRecovers() {
        rig.authority.then(request -> {
            rig.token();
            throw new AssertionError("not reached");
        });

        assertThatThrownBy(rig::token)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("from the same identity");

        rig.advance(java.time.Duration.ofMinutes(1));
        assertThat(rig.token().value()).isEqualTo("token-1");
    }

    @Test
    void askingForItAsynchronouslyFailsAtOnceToo() {
        rig.authority.then(rig.authority.token(java.time.Duration.ofHours(1)).after(() -> {
            CompletableFuture<AccessToken> nested = rig.ask();
            assertThat(nested).isCompletedExceptionally();
            told.set(catchThrowable(nested::join).getCause());
        }));

        assertThat(rig.token().value()).isEqualTo("token-1");

        assertThat(told.get()).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void askingWithClaimsFailsAtOnceToo() {
        rig.authority.then(rig.authority
                .token(java.time.Duration.ofHours(1))
                .after(() -> told.set(catchThrowable(() -> rig.token(plain().withClaims(Rig.CLAIMS))))));

        rig.token();

        assertThat(told.get()).isInstanceOf(ConfigurationException.class);
        assertThat(rig.entry().state().queue).isEmpty();
    }

    @Test
    void aTransportThatIsServedByAValidTokenIsNotDisturbed() {
        AccessToken present = rig.token();
        AtomicReference<AccessToken> nested = new AtomicReference<>();
        rig.authority.then(rig.authority.token(java.time.Duration.ofHours(1)).after(() -> nested.set(rig.token())));

        rig.advance(java.time.Duration.ofMinutes(45));

        assertThat(nested.get()).isSameAs(present);
        assertThat(rig.token().value()).isEqualTo("token-2");
    }

    @Test
    void aTransportMayAskForAnotherToken() {
        rig.authority.then(rig.authority
                .token(java.time.Duration.ofHours(1))
                .after(() -> rig.token(TokenRequest.of(Rig.OTHER_SCOPE))));

        rig.token();

        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void twoTokensThatWantEachOtherFailInsteadOfWaitingForEachOther() {
        rig.authority.always(request -> {
            rig.token(request.scope().equals(Rig.SCOPE) ? TokenRequest.of(Rig.OTHER_SCOPE) : plain());
            throw new AssertionError("not reached");
        });

        assertThatThrownBy(rig::token).isInstanceOf(ConfigurationException.class);
    }
}
