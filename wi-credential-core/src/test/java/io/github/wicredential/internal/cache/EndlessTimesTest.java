package io.github.wicredential.internal.cache;

import static io.github.wicredential.internal.cache.Rig.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Durations that say "for ever" count as very long ones. */
class EndlessTimesTest {

    static Stream<Duration> longTimes() {
        return Stream.of(
                ChronoUnit.FOREVER.getDuration(),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofDays(365 * 300),
                Duration.ofNanos(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("longTimes")
    void aCallerMayWaitForEver(Duration time) {
        Rig rig = new Rig();
        rig.authority.then(ScriptedAuthority.failure(RetryPolicy.TRANSIENT));

        assertThat(rig.token(plain().withTimeout(time)).value()).isEqualTo("token-1");

        CompletableFuture<?> later = rig.ask(TokenRequest.of(Rig.OTHER_SCOPE).withTimeout(time));
        assertThat(later).isCompleted();
    }

    @ParameterizedTest
    @MethodSource("longTimes")
    void aWaitForEverHasATimerThatDoesNotOverflow(Duration time) {
        Rig rig = new Rig();
        rig.runtime.holdBack();
        CompletableFuture<?> later = rig.ask(plain().withTimeout(time));

        rig.advance(Duration.ofSeconds(40));

        assertThat(later).isNotDone();
        rig.runtime.runHeldBack();
        assertThat(later).isCompleted();
    }

    @ParameterizedTest
    @MethodSource("longTimes")
    void aTokenMayBeWantedForEver(Duration time) {
        Rig rig = new Rig();

        assertThat(rig.token(plain().withMinRemaining(time)).value()).isEqualTo("token-1");
    }

    @ParameterizedTest
    @MethodSource("longTimes")
    void aWindowMayBeLongerThanAnyToken(Duration time) {
        Rig rig = new Rig(new VirtualRuntime(), "client", false, time);

        assertThat(rig.token().value()).isEqualTo("token-1");
        assertThat(rig.entry().state().current)
                .isNotNull()
                .satisfies(lease -> assertThat(lease.times().due())
                        .isEqualTo(Duration.ofMinutes(15).toNanos()));
    }

    @ParameterizedTest
    @MethodSource("longTimes")
    void aTokenMayLastForEver(Duration time) {
        assertThat(RefreshTimes.of(time, time, null, 0).due()).isPositive();
    }

    @Test
    void anIdentityIsBuiltWithThem() {
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        try (WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(Map.of("AZURE_CLIENT_ID", "c", "AZURE_TENANT_ID", "t")::get)
                .assertion(() -> "")
                .timeout(forEver)
                .refreshWindow(forEver)
                .build()) {
            assertThat(identity.source(Rig.SCOPE)).isNotNull();
        }
    }
}
