package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.CannedTransport;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.runtime.Within;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A test of an application sets the clock and sees its tokens refreshed and expire. */
class SettableClockTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final CannedTransport transport = new CannedTransport();
    private final WorkloadIdentity identity =
            CannedTransport.credential().transport(transport).clock(now::get).build();

    @AfterEach
    void close() {
        identity.close();
    }

    @Test
    void timesOfATokenAreOfTheClock() {
        assertThat(identity.token(SCOPE).expiresAt()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
    }

    @Test
    void aTokenIsRefreshedWithoutACallWhenItsTimeHasCome() {
        AccessToken first = identity.token(SCOPE);

        now.set(first.refreshAt());

        Within.aWhile("the second request", () -> transport.count() == 2);
        Within.aWhile("the second token", () -> identity.token(SCOPE) != first);
    }

    @Test
    void nobodyWaitsWhileTheTokenIsRefreshed() {
        TokenSource source = identity.source(SCOPE);
        AccessToken first = source.token();

        now.set(first.expiresAt().minus(Duration.ofMinutes(1)));

        AccessToken next = source.token();
        assertThat(next == first || next.value().equals("token-2")).isTrue();
        Within.aWhile("the second token", () -> source.token().value().equals("token-2"));
    }

    @Test
    void anExpiredTokenIsNeverReturned() {
        TokenSource source = identity.source(SCOPE);
        for (int i = 0; i < 20; i++) {
            AccessToken token = source.token();
            now.set(token.expiresAt());

            assertThat(source.token()).isNotSameAs(token);
            assertThat(identity.token(SCOPE).expiresAt()).isEqualTo(now.get().plus(Duration.ofHours(1)));
        }
    }
}
