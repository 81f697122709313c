package io.github.wicredential.spring.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AssertionException;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.spring.Events;
import io.github.wicredential.spring.internal.IdentityRegistry.Registered;
import io.github.wicredential.spring.internal.TokenActivity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.WorkloadIdentityTest;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@WorkloadIdentityTest
class IdentityMetersTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = Instant.now();
    private final TokenActivity activity = new TokenActivity(() -> now);

    @BeforeEach
    void register(LocalCluster cluster) {
        WorkloadIdentity identity = WorkloadIdentity.builder()
                .environment(cluster.environment()::get)
                .build();
        activity.attach(IdentityMeters.register(
                registry,
                new Registered("workloadIdentity", identity, activity),
                Tags.empty(),
                "bean"::equals,
                () -> now));
    }

    @Test
    void aRequestIsTimedWithItsOutcome() {
        activity.on(granted(Duration.ofHours(1)));
        assertThat(registry.get(IdentityMeters.REQUESTS)
                        .tags("identity", "workloadIdentity", "outcome", "success", "error", "none")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(80);
        assertThat(counted("failure")).isZero();
    }

    @Test
    void agentsThatAreNoBeansCountTogetherAndThoseThatAreCountElsewhere() {
        IdentityEvent.RefreshSucceeded plain = (IdentityEvent.RefreshSucceeded) granted(Duration.ofHours(1));
        for (String agent : List.of("one", "another", "bean")) {
            activity.on(new IdentityEvent.RefreshSucceeded() {
                @Override
                public Optional<String> agent() {
                    return Optional.of(agent);
                }

                @Override
                public String scope() {
                    return plain.scope();
                }

                @Override
                public Reason reason() {
                    return plain.reason();
                }

                @Override
                public int tries() {
                    return plain.tries();
                }

                @Override
                public Duration duration() {
                    return plain.duration();
                }

                @Override
                public Instant expiresAt() {
                    return plain.expiresAt();
                }

                @Override
                public Instant refreshAt() {
                    return plain.refreshAt();
                }
            });
        }

        assertThat(registry.get(IdentityMeters.REQUESTS)
                        .tags("agent", "other", "outcome", "success")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get(IdentityMeters.REQUESTS)
                        .tags("agent", "none", "outcome", "success")
                        .timer()
                        .count())
                .isZero();
        assertThat(gauge(IdentityMeters.EXPIRES_IN))
                .as("of the identity itself")
                .isNaN();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(exchange(0, true), "network"),
                Arguments.of(
                        Exceptions.exchange(
                                "Nobody is signed in.", ExchangeDetails.local("credential_unavailable"), null),
                        "other"),
                Arguments.of(exchange(429, true), "throttled"),
                Arguments.of(exchange(503, true), "unavailable"),
                Arguments.of(exchange(401, false), "refused"),
                Arguments.of(
                        new AssertionException(AssertionException.Reason.MISSING, null, "Missing.", null), "assertion"),
                Arguments.of(new ConfigurationException("Some setting."), "other"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsCountedByItsClassAndByWhetherATokenStillServes(WorkloadIdentityException failure, String error) {
        activity.on(Events.failed(SCOPE, 3, failure, Duration.ZERO, true));
        assertThat(registry.get(IdentityMeters.FAILURES)
                        .tags("error", error, "served", "true")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(IdentityMeters.REQUESTS)
                        .tags("outcome", "failure", "error", error)
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(counted("failure")).isEqualTo(1);
    }

    @Test
    void theTimeUntilTheTokenEndsGoesDownAndNotBelowZero() {
        assertThat(gauge(IdentityMeters.EXPIRES_IN)).isNaN();
        activity.on(granted(Duration.ofHours(1)));
        now = now.plusSeconds(600);
        assertThat(gauge(IdentityMeters.EXPIRES_IN)).isEqualTo(3_000);
        now = now.plusSeconds(6_000);
        assertThat(gauge(IdentityMeters.EXPIRES_IN)).isZero();
    }

    @Test
    void aScopeMissesItsTokenFromTheFailureUntilASuccessOrUntilNobodyAsks() {
        assertThat(missing()).isZero();
        activity.on(Events.failed(SCOPE, 3, exchange(401, false), Duration.ofMinutes(5), false));
        assertThat(missing()).isEqualTo(1);
        now = now.plus(Duration.ofMinutes(14));
        assertThat(missing()).as("through the pause and what callers may pause").isEqualTo(1);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(missing()).as("nobody has asked again").isZero();

        activity.on(Events.failed(SCOPE, 3, exchange(401, false), Duration.ofMinutes(5), false));
        assertThat(missing()).isEqualTo(1);
        activity.on(granted(Duration.ofHours(1)));
        assertThat(missing()).isZero();
        activity.on(Events.failed(SCOPE, 3, exchange(503, true), Duration.ofMinutes(5), true));
        assertThat(missing()).as("callers are served").isZero();
        activity.on(Events.failed("https://storage.azure.com/.default", 3, exchange(401, false), Duration.ZERO, false));
        assertThat(missing()).as("another scope's token does not help").isEqualTo(1);
    }

    @Test
    void aCallThatFailsFastIsCounted() {
        assertThat(registry.get(IdentityMeters.FAILED_FAST).counter().count()).isZero();
        activity.on(new IdentityEvent.CallerFailedFast() {
            @Override
            public String scope() {
                return SCOPE;
            }

            @Override
            public Duration retryIn() {
                return Duration.ofSeconds(30);
            }
        });
        assertThat(registry.get(IdentityMeters.FAILED_FAST).counter().count()).isEqualTo(1);
    }

    @Test
    void theTimeThatThePodsTokenHasLeftIsRead(LocalCluster cluster) {
        assertThat(gauge(IdentityMeters.ASSERTION_EXPIRES_IN)).isBetween(1.0, 86_400.0);
        cluster.removeToken();
        assertThat(gauge(IdentityMeters.ASSERTION_EXPIRES_IN)).isNaN();
    }

    @Test
    void theAgeOfThePodsTokenIsRead(LocalCluster cluster) {
        Instant issued = Instant.now().minusSeconds(600);
        cluster.mint().issuedAt(issued).write();
        assertThat(gauge(IdentityMeters.ASSERTION_AGE)).isBetween(599.0, 602.0);
        cluster.removeToken();
        assertThat(gauge(IdentityMeters.ASSERTION_AGE)).isNaN();
    }

    @Test
    void noTagNamesAClientATenantOrAScope(LocalCluster cluster) {
        activity.on(granted(Duration.ofHours(1)));
        Set<Tag> tags = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .collect(Collectors.toSet());
        assertThat(tags).extracting(Tag::getKey).containsOnly("identity", "agent", "outcome", "error", "served");
        assertThat(tags)
                .extracting(Tag::getValue)
                .doesNotContain(SCOPE)
                .doesNotContainAnyElementsOf(cluster.environment().values());
        assertThat(registry.getMeters()).as("all there from the beginning").hasSize(7 + 12 + 5);
    }

    private double missing() {
        return registry.get(IdentityMeters.MISSING).gauge().value();
    }

    private double gauge(String name) {
        return registry.get(name).timeGauge().value(TimeUnit.SECONDS);
    }

    private long counted(String outcome) {
        return registry.get(IdentityMeters.REQUESTS).tags("outcome", outcome).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private IdentityEvent granted(Duration life) {
        return Events.succeeded(SCOPE, now.plus(life), now.plus(life));
    }

    private static WorkloadIdentityException exchange(int status, boolean retryable) {
        return Exceptions.exchange(
                "Some answer.",
                new ExchangeDetails(status, null, List.of(), null, null, null, null, retryable, null, null),
                null);
    }
}
