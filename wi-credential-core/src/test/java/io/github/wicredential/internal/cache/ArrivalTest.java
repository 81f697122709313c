package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A token that has expired when it arrives is a failure. */
class ArrivalTest {

    private static final Duration LIFE = Duration.ofSeconds(6);
    private static final Duration SLOW = Duration.ofSeconds(7);

    private final Rig rig = new Rig();

    static List<TokenRequest> requests() {
        return List.of(
                plain(),
                plain().withMinRemaining(Duration.ofMinutes(30)),
                plain().withClaims(Rig.CLAIMS),
                plain().withTimeout(Duration.ofMinutes(1)));
    }

    private ScriptedAuthority.Answer expired() {
        return rig.authority.token(LIFE).after(() -> rig.advance(SLOW));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void anotherOneIsAskedForWhileSomebodyWaits(TokenRequest request) {
        rig.authority.then(expired());

        AccessToken token = rig.token(request);

        assertThat(token.value()).isEqualTo("token-2");
        assertThat(token.expiresAt()).isAfter(rig.runtime.wallTime());
    }

    @Test
    void oneThatMayBeHandedOutNoLongerFromThatMomentIsNotHandedOut() {
        rig.authority.then(rig.authority.token(LIFE).after(() -> rig.advance(Duration.ofMillis(4_500))));

        assertThat(rig.token().value()).isEqualTo("token-2");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void itIsNeverHandedOut(TokenRequest request) {
        rig.authority.always(expired());

        assertThatThrownBy(() -> rig.token(request))
                .isInstanceOf(TokenExchangeException.class)
                .hasMessageContaining("had already expired when it arrived: it was issued for 6 s");

        assertThat(rig.entry().state().current).isNull();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatServesMeanwhileIsKept(TokenRequest request) {
        rig.authority.then(rig.authority.token(Duration.ofMinutes(20)));
        AccessToken present = rig.token();
        rig.authority.always(expired());

        rig.askAndForget(request.withMinRemaining(Duration.ofMinutes(30)));

        assertThat(rig.token()).isSameAs(present);
    }
}
