package io.github.wicredential.benchmarks;

import io.github.wicredential.benchmarks.scenario.Script;
import io.github.wicredential.benchmarks.subject.Fault;
import io.github.wicredential.benchmarks.subject.Library;
import java.time.Duration;

/**
 * How much is done.
 *
 * @param forks JVMs of a JMH case
 * @param warmups iterations that do not count
 * @param iterations iterations that count
 * @param iteration the length of one
 * @param stampede how many threads ask at once
 * @param repeats how often short scenarios run
 * @param renewals how many renewals the timeline sees before its outage
 * @param outage how long an outage lasts
 * @param together whether the outages of a library run at the same time, with callers that call less often
 * @param coldStarts how many JVMs are started for each cold start
 * @param scopes how many scopes the case with many has
 * @param period what a timeline's authority says as refresh_in
 * @param refreshIn the same in the case about that
 */
public record Effort(
        int forks,
        int warmups,
        int iterations,
        Duration iteration,
        int stampede,
        int repeats,
        int renewals,
        Duration outage,
        boolean together,
        int coldStarts,
        int scopes,
        Duration period,
        Duration refreshIn) {

    /** A few minutes. */
    public static final Effort QUICK = new Effort(
            1,
            3,
            5,
            Duration.ofMillis(500),
            2_000,
            3,
            1,
            Duration.ofSeconds(20),
            true,
            5,
            10_000,
            Duration.ofSeconds(6),
            Duration.ofSeconds(8));

    /** Most of an hour. */
    public static final Effort FULL = new Effort(
            3,
            5,
            7,
            Duration.ofSeconds(1),
            2_000,
            7,
            4,
            Duration.ofSeconds(20),
            false,
            15,
            10_000,
            Duration.ofSeconds(6),
            Duration.ofSeconds(8));

    /**
     * Reads the mode.
     *
     * @param mode quick or full
     * @return what it means
     */
    public static Effort of(String mode) {
        return switch (mode) {
            case "quick" -> QUICK;
            case "full" -> FULL;
            default ->
                throw new IllegalArgumentException(
                        "The mode is quick or full, not '" + mode + "'. Say for example -Dbenchmarks.mode=full.");
        };
    }

    private static final int CALLERS = 4;
    private static final Duration EACH_MILLISECOND = Duration.ofMillis(1);
    private static final Duration LESS_OFTEN = Duration.ofMillis(5);
    private static final Duration TO_RENEW = Duration.ofMillis(500);

    /**
     * Renewals with a slow authority, then an outage with status 503.
     *
     * @return the script
     */
    public Script timeline() {
        Duration quiet = period.plus(TO_RENEW).multipliedBy(renewals).plus(period.dividedBy(2));
        return new Script(
                TO_RENEW, period, Fault.UNAVAILABLE, quiet, outage, outage.dividedBy(3), CALLERS, EACH_MILLISECOND);
    }

    /**
     * An outage that begins before the first renewal.
     *
     * @param fault its kind
     * @return the script
     */
    public Script outage(Fault fault) {
        return new Script(
                Duration.ofMillis(20),
                period,
                fault,
                period.multipliedBy(4).dividedBy(5),
                outage,
                outage.dividedBy(3),
                CALLERS,
                together ? LESS_OFTEN : EACH_MILLISECOND);
    }

    /**
     * How many tokens the heap is filled with.
     *
     * @param library whose; azure-identity and MSAL4J look through all of them at each call, so they get fewer
     * @return the number of scopes
     */
    public int entries(Library library) {
        return library == Library.CORE || library == Library.AZURE ? scopes : scopes / 5;
    }

    /**
     * How long a crowd calls.
     *
     * @return the duration
     */
    public Duration crowd() {
        return iteration.multipliedBy(iterations);
    }
}
