package io.github.wicredential.spring.actuator;

import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityListener;
import io.github.wicredential.spring.internal.IdentityRegistry.Registered;
import io.github.wicredential.spring.internal.TokenActivity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one identity. Tags have few values: the application, the name of the bean, the agent, the outcome,
 * and the class of an error. An agent has its id as the tag if it is a bean; the others of a blueprint count together
 * as its "other". All of them are there from the beginning, so that a first failure is an increase.
 */
final class IdentityMeters implements IdentityListener {

    static final String REQUESTS = "azure.wi.token.requests";
    static final String FAILURES = "azure.wi.refresh.failures";
    static final String EXPIRES_IN = "azure.wi.token.expires.in";
    static final String MISSING = "azure.wi.tokens.missing";
    static final String FAILED_FAST = "azure.wi.calls.failed.fast";
    static final String ASSERTION_AGE = "azure.wi.assertion.age";
    static final String ASSERTION_EXPIRES_IN = "azure.wi.assertion.expires.in";

    private static final String AGENT = "agent";
    private static final Tag NONE = Tag.of(AGENT, "none");
    private static final String OTHER_AGENT = "other";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Predicate<String> beans;

    private IdentityMeters(MeterRegistry registry, Tags tags, Predicate<String> beans) {
        this.registry = registry;
        this.tags = tags;
        this.beans = beans;
    }

    /** The agents that are {@code beans} have separate meters. */
    static IdentityMeters register(
            MeterRegistry registry, Registered registered, Tags service, Predicate<String> beans, InstantSource clock) {
        boolean ofAgent = registered.identity().blueprint().isPresent();
        String agent = ofAgent ? registered.identity().clientId() : NONE.getValue();
        Tags tags = service.and("identity", registered.name(), AGENT, agent);
        IdentityMeters meters = new IdentityMeters(registry, tags, ofAgent ? id -> false : beans);
        meters.requests("success", FailureLabels.NONE);
        for (String error : FailureLabels.ERRORS) {
            meters.requests("failure", error);
            meters.failures(error, true);
            meters.failures(error, false);
        }
        TimeGauge.builder(EXPIRES_IN, registered.activity(), TimeUnit.SECONDS, activity -> expiresIn(activity, clock))
                .description("Time until the earliest expiry of a token in use")
                .tags(tags)
                .register(registry);
        Gauge.builder(
                        MISSING,
                        registered.activity(),
                        activity -> activity.snapshot().missing())
                .description("Scopes without a valid token because requests fail")
                .tags(tags)
                .register(registry);
        meters.failedFast();
        registered.identity().tokenFile().ifPresent(file -> {
            meters.ofFile(
                    ASSERTION_AGE,
                    "Time since the pod's own token was issued",
                    file,
                    path -> assertionAge(path, clock));
            meters.ofFile(
                    ASSERTION_EXPIRES_IN,
                    "Time until the pod's own token expires",
                    file,
                    path -> seconds(clock.instant(), PodToken.in(path, clock).expiresAt()));
        });
        return meters;
    }

    @Override
    public void on(IdentityEvent event) {
        String agent = event.agent().orElse(null);
        if (agent != null && beans.test(agent)) {
            return;
        }
        if (agent != null && tags.stream().anyMatch(NONE::equals)) {
            new IdentityMeters(registry, tags.and(AGENT, OTHER_AGENT), beans).count(event);
        } else {
            count(event);
        }
    }

    private void count(IdentityEvent event) {
        if (event instanceof IdentityEvent.RefreshSucceeded done) {
            requests("success", FailureLabels.NONE).record(done.duration());
        } else if (event instanceof IdentityEvent.RefreshFailed failed) {
            String error = FailureLabels.error(failed.failure());
            requests("failure", error).record(failed.duration());
            failures(error, failed.tokenStillValid()).increment();
        } else if (event instanceof IdentityEvent.CallerFailedFast) {
            failedFast().increment();
        }
    }

    private Counter failedFast() {
        return Counter.builder(FAILED_FAST)
                .description("Calls that failed immediately with the last failure, without a request")
                .tags(tags)
                .register(registry);
    }

    private void ofFile(String name, String description, Path file, ToDoubleFunction<Path> seconds) {
        TimeGauge.builder(name, file, TimeUnit.SECONDS, seconds)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private Timer requests(String outcome, String error) {
        return Timer.builder(REQUESTS)
                .description("Requests for access tokens, including retries")
                .tags(tags)
                .tag("outcome", outcome)
                .tag("error", error)
                .register(registry);
    }

    private Counter failures(String error, boolean served) {
        return Counter.builder(FAILURES)
                .description("Requests for access tokens that failed")
                .tags(tags)
                .tag("error", error)
                .tag("served", Boolean.toString(served))
                .register(registry);
    }

    private static double expiresIn(TokenActivity activity, InstantSource clock) {
        return seconds(clock.instant(), activity.snapshot().firstExpiry());
    }

    private static double assertionAge(Path file, InstantSource clock) {
        Instant issued = PodToken.in(file, clock).issuedAt();
        return issued == null ? Double.NaN : seconds(issued, clock.instant());
    }

    private static double seconds(Instant from, @Nullable Instant to) {
        return to == null ? Double.NaN : Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }
}
