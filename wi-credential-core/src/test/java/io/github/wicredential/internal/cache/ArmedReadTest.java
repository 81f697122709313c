package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.internal.runtime.Allocations;
import org.junit.jupiter.api.Test;

/** A fresh token costs a volatile read: no clock, no garbage, no event. */
class ArmedReadTest {

    private final Rig rig = new Rig();

    @Test
    void aFreshTokenIsHandedOutWithoutALookAtAClock() {
        TokenSource source = rig.cache.source(plain());
        AccessToken token = source.token();
        int events = rig.events.size();
        int before = rig.runtime.clockReads();

        for (int i = 0; i < 1_000; i++) {
            assertThat(source.token()).isSameAs(token);
            assertThat(rig.cache.token(Rig.SCOPE)).isSameAs(token);
            assertThat(rig.cache.token(plain())).isSameAs(token);
        }

        assertThat(rig.runtime.clockReads()).isEqualTo(before);
        assertThat(rig.events).hasSize(events);
    }

    @Test
    void aHeldSourceMakesNoGarbage() {
        TokenSource source = rig.cache.source(plain());
        source.token();

        assertThat(Allocations.least(source::token)).isZero();
    }

    @Test
    void aTokenByScopeMakesNoGarbage() {
        rig.token();

        assertThat(Allocations.least(() -> rig.cache.token(Rig.SCOPE))).isZero();
    }

    @Test
    void aTokenOfAnAgentMakesNoGarbage() {
        TokenCache agent = rig.agent("11111111-0000-4000-8000-000000000001");
        agent.token(Rig.SCOPE);

        assertThat(Allocations.least(() -> agent.token(Rig.SCOPE))).isZero();
        assertThat(rig.authority.count()).isEqualTo(2);
    }

    @Test
    void aTokenByAKeptRequestMakesNoGarbage() {
        rig.token();
        TokenRequest kept = plain();

        assertThat(Allocations.least(() -> rig.cache.token(kept))).isZero();
    }
}
