package io.github.wicredential.azure.internal.tool;

import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What all tools' outputs have in common. */
final class ToolOutput {

    private static final Duration LONGEST_LIFE = Duration.ofHours(24);

    private ToolOutput() {}

    static TokenExchange.Grant grant(String tool, String token, @Nullable Instant end, Instant now) {
        if (token.isBlank()) {
            throw ToolFailures.failed("The " + tool + " returned an empty token. Sign in again.", null);
        }
        if (end == null) {
            throw ToolFailures.failed(
                    "The " + tool + " returned a token whose expiry cannot be read. Update the tool.", null);
        }
        Duration life = Duration.between(now, end);
        if (life.isNegative() || life.isZero()) {
            throw ToolFailures.failed(
                    "The " + tool + " returned a token that expired at " + end
                            + ". Check this computer's clock, or sign in again.",
                    null);
        }
        return new TokenExchange.Grant(token.strip(), life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life, null);
    }

    /** Says how much there was, never what: it may be a token in another form. */
    static WorkloadIdentityException noToken(String tool, String output) {
        return ToolFailures.failed(
                "The " + tool + " succeeded, but its output (" + output.length()
                        + " characters) is not the JSON of a token. Update the tool, and look for an alias or wrapper of that name.",
                null);
    }
}
