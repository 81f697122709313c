package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A fresh token costs a volatile read: no clock, no garbage, no event. */
class ArmedReadTest {

    private static final int CALLS = 100_000;

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

        assertThat(leastAllocated(source::token)).isZero();
    }

    @Test
    void aTokenByScopeMakesNoGarbage() {
        rig.token();

        assertThat(leastAllocated(() -> rig.cache.token(Rig.SCOPE))).isZero();
    }

    @Test
    void aTokenByAKeptRequestMakesNoGarbage() {
        rig.token();
        TokenRequest kept = plain();

        assertThat(leastAllocated(() -> rig.cache.token(kept))).isZero();
    }

    /** Bytes of {@link #CALLS} calls; the least of several rounds, since the JVM itself now and then makes some. */
    static long leastAllocated(Supplier<AccessToken> read) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < CALLS; i++) {
                if (read.get() == null) {
                    throw new AssertionError();
                }
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        return least;
    }
}
