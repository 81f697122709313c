package io.github.wicredential.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.internal.failure.Exceptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is logged, and how loud. */
class LogLevelsTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.wicredential");
    private final Level before = logger.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong();
    private final IdentityEvents events = new IdentityEvents(List.of(), nanos::get);

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(before);
        logger.setAdditive(true);
    }

    private static void fail(IdentityEvents events, boolean tokenStillValid) {
        events.refreshFailed(
                SCOPE,
                Reason.DUE,
                1,
                SECOND,
                Exceptions.timeout("The authority said no.", null),
                4 * SECOND,
                3,
                tokenStillValid);
    }

    private List<Level> levels() {
        return log.list.stream().map(ILoggingEvent::getLevel).toList();
    }

    @Test
    void whoTheCredentialIsIsSaidOnceAtInfo() {
        events.built("client", "tenant", URI.create("https://login.microsoftonline.com"), Path.of("/token"));

        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.INFO);
            assertThat(line.getFormattedMessage())
                    .contains("client", "tenant", "https://login.microsoftonline.com", "/token");
        });
    }

    @Test
    void aFailedRenewalWarnsAtFirstAndThenOnceAMinuteWhileATokenServes() {
        for (int second = 0; second < 150; second++) {
            nanos.set(TimeUnit.SECONDS.toNanos(second));
            fail(events, true);
        }

        assertThat(levels().stream().filter(Level.WARN::equals)).hasSize(3);
        assertThat(levels()).containsOnly(Level.WARN, Level.DEBUG).startsWith(Level.WARN, Level.DEBUG);
        assertThat(log.list.get(0).getFormattedMessage())
                .contains(SCOPE, "3 in a row", "is still valid", "next try in 4 s", "The authority said no.");
    }

    @Test
    void aFailureThatACallerGetsAsAnExceptionIsNoWarning() {
        fail(events, false);

        assertThat(levels()).containsExactly(Level.DEBUG);
    }

    @Test
    void everythingElseIsForDebugging() {
        events.refreshStarted(SCOPE, Reason.COLD);
        events.refreshSucceeded(SCOPE, Reason.COLD, 1, SECOND, new AccessToken("", Instant.EPOCH, Instant.EPOCH));
        events.callerWaited(SCOPE, SECOND, true);
        events.callerFailedFast(SCOPE, SECOND);
        events.invalidated(SCOPE, true);
        events.noProgress(SCOPE, SECOND);
        events.lapsed(SCOPE);
        events.clockDiverged(SECOND);
        events.closed();

        assertThat(levels()).hasSize(9).containsOnly(Level.DEBUG);
    }

    @Test
    void aLogThatFailsCostsNobodyAToken() {
        AppenderBase<ILoggingEvent> broken = new AppenderBase<>() {
            @Override
            public synchronized void doAppend(ILoggingEvent event) {
                throw new LinkageError("provoked");
            }

            @Override
            protected void append(ILoggingEvent event) {
                throw new LinkageError("provoked");
            }
        };
        broken.start();
        logger.addAppender(broken);
        AtomicLong heard = new AtomicLong();
        try {
            IdentityEvents failing = new IdentityEvents(
                    List.of(
                            event -> {
                                throw new IllegalStateException("provoked");
                            },
                            event -> heard.incrementAndGet()),
                    nanos::get);
            fail(failing, true);
        } finally {
            logger.detachAppender(broken);
        }

        assertThat(heard).hasValue(1);
    }

    @Test
    void whatNobodyReceivesIsNotBuilt() {
        logger.setLevel(Level.INFO);

        assertThat(events.observed()).isEqualTo(FlightRecords.recording());
        assertThat(new IdentityEvents(List.of(event -> {}), nanos::get).observed())
                .isTrue();
    }

    @Test
    void moreTokensThanAreKeptAreAWarning() {
        events.full(1024);

        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).contains("1024", "maximumTokens");
        });
    }
}
