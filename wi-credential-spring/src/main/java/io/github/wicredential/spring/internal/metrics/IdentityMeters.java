package io.github.wicredential.spring.internal.metrics;

import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityListener;
import io.github.wicredential.spring.internal.watch.ErrorCode;
import io.github.wicredential.spring.internal.watch.Journal;
import io.github.wicredential.spring.internal.watch.PodToken;
import io.github.wicredential.spring.internal.watch.WatchedIdentity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one identity. Tags have few values: the application, the name of the bean, the outcome, and the class of
 * an error. All of them are there from the beginning, so that a first failure is an increase.
 */
final class IdentityMeters implements IdentityListener {

    static final String REQUESTS = "azure.wi.token.requests";
    static final String FAILURES = "azure.wi.refresh.failures";
    static final String EXPIRES_IN = "azure.wi.token.expires.in";
    static final String ASSERTION_AGE = "azure.wi.assertion.age";

    private static final String NO_ERROR = "none";

    private final MeterRegistry registry;
    private final Tags tags;

    private IdentityMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    static IdentityMeters register(MeterRegistry registry, WatchedIdentity watched, Tags service, InstantSource clock) {
        Tags tags = service.and("identity", watched.name());
        IdentityMeters meters = new IdentityMeters(registry, tags);
        meters.requests("success", NO_ERROR);
        for (ErrorCode error : ErrorCode.values()) {
            meters.requests("failure", error.tag());
            meters.failures(error, true);
            meters.failures(error, false);
        }
        TimeGauge.builder(EXPIRES_IN, watched.journal(), TimeUnit.SECONDS, journal -> expiresIn(journal, clock))
                .description("Time until the first of the tokens in use ends")
                .tags(tags)
                .register(registry);
        watched.identity()
                .tokenFile()
                .ifPresent(file -> TimeGauge.builder(
                                ASSERTION_AGE, file, TimeUnit.SECONDS, path -> assertionAge(path, clock))
                        .description("Time since the pod's own token was issued")
                        .tags(tags)
                        .strongReference(true)
                        .register(registry));
        return meters;
    }

    @Override
    public void on(IdentityEvent event) {
        if (event instanceof IdentityEvent.RefreshSucceeded done) {
            requests("success", NO_ERROR).record(done.duration());
        } else if (event instanceof IdentityEvent.RefreshFailed failed) {
            ErrorCode error = ErrorCode.classOf(failed.failure());
            requests("failure", error.tag()).record(failed.duration());
            failures(error, failed.tokenStillValid()).increment();
        }
    }

    private Timer requests(String outcome, String error) {
        return Timer.builder(REQUESTS)
                .description("Requests for access tokens, each with all its tries")
                .tags(tags)
                .tag("outcome", outcome)
                .tag("error", error)
                .register(registry);
    }

    private Counter failures(ErrorCode error, boolean served) {
        return Counter.builder(FAILURES)
                .description("Requests for access tokens that failed")
                .tags(tags)
                .tag("error", error.tag())
                .tag("served", Boolean.toString(served))
                .register(registry);
    }

    private static double expiresIn(Journal journal, InstantSource clock) {
        return seconds(clock.instant(), journal.tokens().firstEnd());
    }

    private static double assertionAge(Path file, InstantSource clock) {
        Instant issued = PodToken.in(file, clock).issuedAt();
        return issued == null ? Double.NaN : seconds(issued, clock.instant());
    }

    private static double seconds(Instant from, @Nullable Instant to) {
        return to == null ? Double.NaN : Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }
}
