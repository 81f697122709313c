package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentityException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials of one client at one authority share a gate, for as long as there are any. */
class RetryAfterGateTest {

    private static final URI AUTHORITY = URI.create("https://login.microsoftonline.com");

    private final VirtualRuntime runtime = new VirtualRuntime();

    @Test
    void aGateIsSharedByClientAndAuthority() {
        RetryAfterGate gate = RetryAfterGate.of(runtime, AUTHORITY, "client", "tenant");

        assertThat(RetryAfterGate.of(runtime, AUTHORITY, "client", "tenant")).isSameAs(gate);
        assertThat(RetryAfterGate.of(runtime, AUTHORITY, "other", "tenant")).isNotSameAs(gate);
        assertThat(RetryAfterGate.of(runtime, URI.create("https://login.microsoftonline.us"), "client", "tenant"))
                .isNotSameAs(gate);
        assertThat(RetryAfterGate.of(new VirtualRuntime(), AUTHORITY, "client", "tenant"))
                .isNotSameAs(gate);
    }

    @Test
    void aGateThatNobodyHasIsForgotten() {
        WeakReference<RetryAfterGate> forgotten = closedGate();

        for (int i = 0; i < 50 && forgotten.get() != null; i++) {
            System.gc();
        }

        assertThat(forgotten.get()).isNull();
        assertThat(RetryAfterGate.of(runtime, AUTHORITY, "client", "tenant").pauseAt(runtime.nanos()))
                .isNull();
    }

    @Test
    void aGateThatSomebodyHasIsKept() {
        RetryAfterGate gate = RetryAfterGate.of(runtime, AUTHORITY, "client", "tenant");

        System.gc();

        assertThat(RetryAfterGate.of(runtime, AUTHORITY, "client", "tenant")).isSameAs(gate);
    }

    /** Whatever was sent before the last one came was on its way already; running time may be negative. */
    @ParameterizedTest
    @CsvSource({"-10, 10, 5, 20, 1", "-10, 10, 10, 20, 2", "-10, -5, -7, 20, 1", "-10, -5, -5, 20, 2"})
    void aRefusalCountsIfItsRequestWasNotUnderWayWhenTheLastOneCame(
            long sent, long came, long sentAgain, long cameAgain, int inARow) {
        RetryAfterGate gate = RetryAfterGate.of(runtime, AUTHORITY, "client", "tenant");
        WorkloadIdentityException cause = ScriptedAuthority.refused(429, true, null);

        gate.refused(sent, came, Long.MAX_VALUE, 1, "scope", cause);
        assertThat(gate.until() - came).isEqualTo(RetryPolicy.throttled(1, 1));
        gate.refused(sentAgain, cameAgain, Long.MAX_VALUE, 1, "scope", cause);
        assertThat(gate.until() - cameAgain).isEqualTo(RetryPolicy.throttled(inARow, 1));
    }

    private WeakReference<RetryAfterGate> closedGate() {
        RetryAfterGate gate = RetryAfterGate.of(runtime, AUTHORITY, "client", "tenant");
        gate.asked(new RetryAfterGate.Pause(
                runtime.nanos() + Duration.ofMinutes(5).toNanos(),
                "scope",
                ScriptedAuthority.refused(429, true, Duration.ofMinutes(5))));
        return new WeakReference<>(gate);
    }
}
