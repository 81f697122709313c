package io.github.wicredential.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.spring.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenActivityTest {

    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String STORAGE = "https://storage.azure.com/.default";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final TokenActivity activity = new TokenActivity(() -> now);

    @Test
    void theFirstExpiryIsThatOfTheTokensInUse() {
        assertThat(activity.snapshot().firstExpiry()).isNull();
        activity.on(granted(VAULT, 60));
        activity.on(granted(STORAGE, 30));
        assertThat(activity.snapshot().firstExpiry()).isEqualTo(now.plusSeconds(30 * 60));
        assertThat(activity.snapshot().validUntil()).isEqualTo(now.plusSeconds(60 * 60));

        activity.on(Events.of(events -> events.lapsed(STORAGE)));
        assertThat(activity.snapshot().firstExpiry())
                .as("one that nobody uses is left to expire, and is nothing to worry about")
                .isEqualTo(now.plusSeconds(60 * 60));
    }

    @Test
    void aTokenThatWasNotRefreshedKeepsItsExpiry() {
        activity.on(granted(VAULT, 60));
        activity.on(failed(VAULT));
        now = now.plus(Duration.ofHours(2));
        assertThat(activity.snapshot().firstExpiry()).isBefore(now);
        assertThat(activity.snapshot().validUntil()).isNull();
        assertThat(activity.snapshot().failure()).isNotNull();
    }

    @Test
    void theFirstListenerReceivesAlsoWhatHappenedBeforeItCame() {
        IdentityEvent before = granted(VAULT, 60);
        IdentityEvent after = granted(STORAGE, 60);
        List<IdentityEvent> live = new ArrayList<>();
        List<IdentityEvent> first = new ArrayList<>();
        List<IdentityEvent> second = new ArrayList<>();
        activity.attachLive(live::add);
        activity.on(before);
        activity.attach(first::add);
        activity.attach(second::add);
        activity.on(after);
        assertThat(live).containsExactly(before, after);
        assertThat(first).containsExactly(before, after);
        assertThat(second).containsExactly(after);
    }

    @Test
    void whatIsKeptForTheFirstListenerIsBounded() {
        for (int i = 0; i < 100; i++) {
            activity.on(granted(VAULT, i));
        }
        List<IdentityEvent> received = new ArrayList<>();
        activity.attach(received::add);
        assertThat(received).hasSize(16);
    }

    @Test
    void aListenerThatFailsKeepsNoOtherFromReceiving() {
        List<IdentityEvent> received = new ArrayList<>();
        activity.attachLive(event -> {
            throw new IllegalStateException("broken");
        });
        activity.attachLive(received::add);
        activity.on(granted(VAULT, 60));
        assertThat(received).hasSize(1);
    }

    @Test
    void theScopesAreBoundedAndTheOnesOfLateAreKept() {
        for (int i = 0; i < 1_000; i++) {
            activity.on(granted("scope-" + i, 60));
            activity.on(granted(VAULT, 60));
        }
        assertThat(activity.scopes()).hasSize(256).contains(VAULT, "scope-999").doesNotContain("scope-0");
    }

    private IdentityEvent granted(String scope, int minutes) {
        Instant end = now.plus(Duration.ofMinutes(minutes));
        return Events.succeeded(scope, end, end);
    }

    private static IdentityEvent failed(String scope) {
        return Events.failed(scope, 1, new ConfigurationException("Some setting."), Duration.ofSeconds(10), true);
    }
}
