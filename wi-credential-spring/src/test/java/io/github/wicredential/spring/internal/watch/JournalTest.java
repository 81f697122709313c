package io.github.wicredential.spring.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.spring.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final String VAULT = "https://vault.azure.net/.default";
    private static final String STORAGE = "https://storage.azure.com/.default";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Journal journal = new Journal(() -> now);

    @Test
    void theFirstEndIsThatOfTheTokensInUse() {
        assertThat(journal.tokens().firstEnd()).isNull();
        journal.on(granted(VAULT, 60));
        journal.on(granted(STORAGE, 30));
        assertThat(journal.tokens().firstEnd()).isEqualTo(now.plusSeconds(30 * 60));
        assertThat(journal.tokens().validUntil()).isEqualTo(now.plusSeconds(60 * 60));

        journal.on(Events.of(events -> events.lapsed(STORAGE)));
        assertThat(journal.tokens().firstEnd())
                .as("one that nobody uses is left to run out, and is nothing to worry about")
                .isEqualTo(now.plusSeconds(60 * 60));
    }

    @Test
    void aTokenThatWasNotRenewedKeepsItsEnd() {
        journal.on(granted(VAULT, 60));
        journal.on(failed(VAULT));
        now = now.plus(Duration.ofHours(2));
        assertThat(journal.tokens().firstEnd()).isBefore(now);
        assertThat(journal.tokens().validUntil()).isNull();
        assertThat(journal.tokens().failure()).isNotNull();
    }

    @Test
    void theFirstListenerHearsAlsoWhatHappenedBeforeItCame() {
        IdentityEvent before = granted(VAULT, 60);
        IdentityEvent after = granted(STORAGE, 60);
        List<IdentityEvent> live = new ArrayList<>();
        List<IdentityEvent> first = new ArrayList<>();
        List<IdentityEvent> second = new ArrayList<>();
        journal.attachLive(live::add);
        journal.on(before);
        journal.attach(first::add);
        journal.attach(second::add);
        journal.on(after);
        assertThat(live).containsExactly(before, after);
        assertThat(first).containsExactly(before, after);
        assertThat(second).containsExactly(after);
    }

    @Test
    void whatIsKeptForTheFirstListenerIsBounded() {
        for (int i = 0; i < 100; i++) {
            journal.on(granted(VAULT, i));
        }
        List<IdentityEvent> heard = new ArrayList<>();
        journal.attach(heard::add);
        assertThat(heard).hasSize(16);
    }

    @Test
    void aListenerThatFailsKeepsNobodyFromHearing() {
        List<IdentityEvent> heard = new ArrayList<>();
        journal.attachLive(event -> {
            throw new IllegalStateException("broken");
        });
        journal.attachLive(heard::add);
        journal.on(granted(VAULT, 60));
        assertThat(heard).hasSize(1);
    }

    @Test
    void theScopesAreBoundedAndTheOnesOfLateAreKept() {
        for (int i = 0; i < 1_000; i++) {
            journal.on(granted("scope-" + i, 60));
            journal.on(granted(VAULT, 60));
        }
        assertThat(journal.scopes()).hasSize(256).contains(VAULT, "scope-999").doesNotContain("scope-0");
    }

    private IdentityEvent granted(String scope, int minutes) {
        Instant end = now.plus(Duration.ofMinutes(minutes));
        return Events.succeeded(scope, end, end);
    }

    private static IdentityEvent failed(String scope) {
        return Events.failed(scope, 1, new ConfigurationException("Some setting."), Duration.ofSeconds(10), true);
    }
}
