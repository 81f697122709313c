package io.github.wicredential.spring.internal.health;

import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.spring.internal.health.Judgement.State;
import io.github.wicredential.spring.internal.watch.ErrorCode;
import io.github.wicredential.spring.internal.watch.PodToken;
import io.github.wicredential.spring.internal.watch.Tokens;
import io.github.wicredential.spring.internal.watch.WatchedIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says how an identity is, by what it has told and by a look at its token file. Sends nothing. */
public final class Judge {

    // Long enough to be seen by a probe.
    private static final Duration LEAST_DOWN = Duration.ofMinutes(1);

    // The clocks of nodes differ a little.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final InstantSource clock;

    /**
     * Judges by a clock.
     *
     * @param clock the time
     */
    public Judge(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Judges one identity.
     *
     * @param watched the identity
     * @return how it is
     */
    public Judgement judge(WatchedIdentity watched) {
        Path file = watched.identity().tokenFile().orElse(null);
        PodToken podToken = file == null ? null : PodToken.in(file, clock);
        Tokens tokens = watched.journal().tokens();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("tenantId", watched.identity().tenantId());
        details.put("clientId", watched.identity().clientId());
        if (podToken != null) {
            put(details, "subject", podToken.subject());
            put(details, "tokenFileExpiresAt", podToken.expiresAt());
        }
        put(details, "expiresAt", tokens.validUntil());
        Tokens.Failure failure = tokens.failure();
        if (failure != null) {
            details.put("lastError", ErrorCode.of(failure.cause()));
            put(details, "lastErrorAt", failure.at());
        }
        Verdict verdict = verdict(tokens, file == null || podToken == null ? null : problem(file, podToken));
        put(details, "reason", verdict.reason());
        return new Judgement(verdict.state(), details);
    }

    private record Verdict(State state, @Nullable String reason) {}

    /** Why the next exchange will probably fail, in one sentence; null if nothing speaks for that. */
    private @Nullable String problem(Path file, PodToken podToken) {
        if (podToken.problem() != null) {
            return text(podToken.problem());
        }
        Instant end = podToken.expiresAt();
        return end == null || clock.instant().isBefore(end.plus(TOLERANCE))
                ? null
                : file + " holds a token that ended at " + end.truncatedTo(ChronoUnit.SECONDS)
                        + ": the kubelet has not renewed it, or the clock of the node is ahead.";
    }

    private Verdict verdict(Tokens tokens, @Nullable String unfitFile) {
        Tokens.Failure failure = tokens.failure();
        if (tokens.validUntil() != null) {
            // Callers are served; that the next renewal will fail is worth a word, not worth the pod's traffic.
            return new Verdict(State.UP, unfitFile == null && failure != null ? text(failure.cause()) : unfitFile);
        }
        if (unfitFile != null) {
            return new Verdict(State.DOWN, unfitFile);
        }
        if (failure == null) {
            return new Verdict(
                    State.UNKNOWN, tokens.everAsked() ? "No token is in use." : "No token was asked for yet.");
        }
        // Who is down gets no traffic, and without traffic nobody asks for the token that would say it is up again.
        return clock.instant().isBefore(failure.at().plus(longest(failure.hold())))
                ? new Verdict(State.DOWN, text(failure.cause()))
                : new Verdict(State.UNKNOWN, "Nobody has asked again since this failure: " + text(failure.cause()));
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
