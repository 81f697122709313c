package io.github.wicredential.spring.actuator;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.guide.Advice;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.Pod;
import io.github.wicredential.internal.guide.TokenFile;
import io.github.wicredential.spring.actuator.IdentityHealth.HealthReport.State;
import io.github.wicredential.spring.internal.IdentityRegistry;
import io.github.wicredential.spring.internal.IdentityRegistry.Registered;
import io.github.wicredential.spring.internal.TokenSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The health of an identity, by its token activity and a look at its token file. Sends nothing. */
final class IdentityHealth {

    // Long enough to be seen by a probe.
    private static final Duration LEAST_DOWN = Duration.ofMinutes(1);

    // The clocks of nodes differ a little.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Registered registered;
    private final InstantSource clock;

    IdentityHealth(Registered registered, InstantSource clock) {
        this.registered = registered;
        this.clock = clock;
    }

    /** The health of some identities, by the names of their beans. */
    static Map<String, IdentityHealth> of(IdentityRegistry registry, Map<String, WorkloadIdentity> identities) {
        Map<String, IdentityHealth> health = new LinkedHashMap<>();
        registry.of(identities).forEach(one -> health.put(one.name(), new IdentityHealth(one, InstantSource.system())));
        return health;
    }

    /** What is known of an identity, without secrets. */
    record HealthReport(State state, Map<String, Object> details) {

        /** Spring Boot's words. */
        enum State {
            /** There is a valid token. */
            UP,
            /** There is none, and nothing speaks against obtaining one. */
            UNKNOWN,
            /** There is none, and none could be obtained. */
            DOWN
        }
    }

    HealthReport report() {
        Path file = registered.identity().tokenFile().orElse(null);
        PodToken podToken = file == null ? null : PodToken.in(file, clock);
        TokenSnapshot tokens = registered.activity().snapshot();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("tenantId", registered.identity().tenantId());
        details.put("clientId", registered.identity().clientId());
        if (podToken != null) {
            put(details, "subject", podToken.subject());
            put(details, "tokenFileExpiresAt", podToken.expiresAt());
        }
        put(details, "expiresAt", tokens.validUntil());
        TokenSnapshot.Failure failure = tokens.failure();
        if (failure != null) {
            details.put("lastError", FailureLabels.code(failure.cause()));
            put(details, "lastErrorAt", failure.at());
        }
        Verdict verdict = verdict(tokens, file == null || podToken == null ? null : problem(file, podToken));
        put(details, "reason", verdict.reason());
        return new HealthReport(verdict.state(), details);
    }

    private record Verdict(State state, @Nullable String reason) {}

    /** Why the next exchange will probably fail, in one sentence; null if nothing speaks for that. */
    private @Nullable String problem(Path file, PodToken podToken) {
        if (podToken.problem() != null) {
            return text(podToken.problem());
        }
        Instant expiry = podToken.expiresAt();
        if (expiry == null || clock.instant().isBefore(expiry.plus(TOLERANCE))) {
            return null;
        }
        Advice advice = Guide.get()
                .local("token-expired")
                .advice(new TokenFile(file)
                        .tell(Pod.here())
                        .put("expiresAt", expiry)
                        .put("localTime", clock.instant()));
        return file + ": " + advice.means() + " " + advice.cause();
    }

    private Verdict verdict(TokenSnapshot tokens, @Nullable String invalidFile) {
        TokenSnapshot.Failure failure = tokens.failure();
        if (tokens.validUntil() != null) {
            // Callers are served; that the next refresh will fail is worth a word, not worth the pod's traffic.
            return new Verdict(State.UP, invalidFile == null && failure != null ? text(failure.cause()) : invalidFile);
        }
        if (invalidFile != null) {
            return new Verdict(State.DOWN, invalidFile);
        }
        if (failure == null) {
            return new Verdict(
                    State.UNKNOWN, tokens.everAsked() ? "No token is in use." : "No token has been requested yet.");
        }
        // A pod that is down receives no traffic, and without traffic nothing requests the token that would show that
        // it is up again.
        return clock.instant().isBefore(failure.at().plus(longest(failure.hold())))
                ? new Verdict(State.DOWN, text(failure.cause()))
                : new Verdict(
                        State.UNKNOWN, "No token has been requested since this failure: " + text(failure.cause()));
    }

    private static Duration longest(Duration hold) {
        return hold.compareTo(LEAST_DOWN) > 0 ? hold : LEAST_DOWN;
    }

    private static String text(WorkloadIdentityException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value instanceof Instant time) {
            details.put(name, time.truncatedTo(ChronoUnit.SECONDS).toString());
        } else if (value != null) {
            details.put(name, value);
        }
    }
}
