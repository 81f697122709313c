package io.github.wicredential.benchmarks.scenario;

import io.github.wicredential.benchmarks.subject.Authority.Terms;
import io.github.wicredential.benchmarks.subject.Fault;
import java.time.Duration;

/**
 * What happens while callers call.
 *
 * <p>The life of a token is 300 s longer than its refresh_in. So one library renews because the authority says so and
 * another because less than five minutes are left, both at the same time, and a valid token is there throughout.
 *
 * @param latency of the authority
 * @param refreshIn when tokens are to be renewed
 * @param fault what goes wrong
 * @param quiet how long all is well first
 * @param outage how long it goes wrong
 * @param after how long the run goes on
 * @param threads how many callers
 * @param pace the pause of a caller between two calls
 */
public record Script(
        Duration latency,
        Duration refreshIn,
        Fault fault,
        Duration quiet,
        Duration outage,
        Duration after,
        int threads,
        Duration pace) {

    private static final Duration STILL_VALID = Duration.ofMinutes(5);

    Terms terms() {
        return new Terms(latency, refreshIn.plus(STILL_VALID), refreshIn, Terms.USUAL_LENGTH);
    }

    /** The pause that a throttling authority asks for. */
    Duration retryAfter() {
        return outage.dividedBy(4);
    }

    Duration length() {
        return quiet.plus(outage).plus(after);
    }

    /** How many renewals fall into the quiet time. */
    long renewals() {
        return Math.max(1, quiet.toMillis() / refreshIn.plus(latency).toMillis());
    }
}
