package io.github.wicredential.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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

    private WeakReference<RetryAfterGate> closedGate() {
        RetryAfterGate gate = RetryAfterGate.of(runtime, AUTHORITY, "client", "tenant");
        gate.asked(new RetryAfterGate.Pause(
                runtime.nanos() + Duration.ofMinutes(5).toNanos(),
                "scope",
                ScriptedAuthority.refused(429, true, Duration.ofMinutes(5))));
        return new WeakReference<>(gate);
    }
}
