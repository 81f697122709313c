package io.github.wicredential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A provider that is faked by a lambda behaves like one. */
class TokenProviderTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    @Test
    void whateverAFakeThrowsFailsTheFuture() {
        TokenProvider broken = request -> {
            throw new IllegalStateException("broken");
        };

        assertThat(broken.tokenAsync(SCOPE))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInvalidScopeFailsTheFuture() {
        TokenProvider never = request -> {
            throw new AssertionError("asked for " + request);
        };

        assertThat(never.tokenAsync("vault"))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(ConfigurationException.class);
    }
}
