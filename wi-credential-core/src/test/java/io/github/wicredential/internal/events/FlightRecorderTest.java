package io.github.wicredential.internal.events;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.internal.failure.Exceptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flights as Flight Recorder sees them. */
class FlightRecorderTest {

    private static final String NAME = "io.github.wicredential.TokenRefresh";
    private static final String SCOPE = "https://vault.azure.net/.default";

    @TempDir
    Path folder;

    private final IdentityEvents events = new IdentityEvents(List.of(), () -> 0);

    private List<RecordedEvent> recorded(Consumer<Recording> settings) throws Exception {
        Path file = folder.resolve("flights.jfr");
        try (Recording recording = new Recording()) {
            settings.accept(recording);
            recording.start();
            events.refreshSucceeded(
                    SCOPE, Reason.DUE, 2, MILLISECONDS.toNanos(120), new AccessToken("", Instant.EPOCH, Instant.EPOCH));
            events.refreshFailed(
                    SCOPE,
                    Reason.COLD,
                    3,
                    SECONDS.toNanos(4),
                    Exceptions.timeout("no", null),
                    SECONDS.toNanos(1),
                    1,
                    false);
            events.lapsed(SCOPE);
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(NAME))
                .toList();
    }

    @Test
    void nothingIsRecordedUnlessARecordingAsksForIt() throws Exception {
        assertThat(recorded(recording -> {})).isEmpty();
    }

    @Test
    void aRecordingThatAsksGetsOneEventForEachFlight() throws Exception {
        List<RecordedEvent> flights = recorded(recording -> recording.enable(NAME));

        assertThat(flights).hasSize(2);
        RecordedEvent success = flights.get(0);
        assertThat(success.getString("scope")).isEqualTo(SCOPE);
        assertThat(success.getString("reason")).isEqualTo("DUE");
        assertThat(success.getInt("tries")).isEqualTo(2);
        assertThat(success.getDuration("took")).isEqualTo(Duration.ofMillis(120));
        assertThat(success.getString("failure")).isEmpty();
        assertThat(flights.get(1).getString("failure")).isEqualTo("TokenTimeoutException");
        assertThat(flights.get(1).getInt("tries")).isEqualTo(3);
    }
}
