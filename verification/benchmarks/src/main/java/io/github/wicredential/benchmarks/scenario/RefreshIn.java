package io.github.wicredential.benchmarks.scenario;

import io.github.wicredential.benchmarks.subject.Authority;
import io.github.wicredential.benchmarks.subject.Authority.Terms;
import io.github.wicredential.benchmarks.subject.Library;
import io.github.wicredential.benchmarks.subject.Pod;
import io.github.wicredential.benchmarks.subject.Subject;
import java.time.Duration;

/** One call, and then none: is the token renewed when the authority asked for it? */
public final class RefreshIn {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private RefreshIn() {}

    /**
     * Runs it.
     *
     * @param library whose credential
     * @param refreshIn what the authority asks for
     * @param after how long to look beyond that
     * @return second (seconds from the first request to the second without a call in between, NaN if there was none),
     *     afterCall (requests in all after one more call)
     * @throws Exception if no token is obtained
     */
    public static Figures run(Library library, Duration refreshIn, Duration after) throws Exception {
        Authority authority =
                new Authority(new Terms(Duration.ZERO, Duration.ofHours(1), refreshIn, Terms.USUAL_LENGTH));
        try (Subject subject = library.subject(Pod.create(), authority)) {
            subject.token(SCOPE);
            Thread.sleep(refreshIn.plus(after).toMillis());
            boolean renewed = authority.requests() > 1;
            double second = renewed ? (authority.requestTime(1) - authority.requestTime(0)) / 1e9 : Double.NaN;
            subject.token(SCOPE);
            return new Figures().put("second", second).put("afterCall", authority.requests());
        }
    }
}
