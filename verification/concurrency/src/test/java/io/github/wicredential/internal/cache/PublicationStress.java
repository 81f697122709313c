package io.github.wicredential.internal.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A reader of an entry sees the whole state before a change, or the whole state after it. */
@JCStressTest
@Outcome(id = "empty", expect = ACCEPTABLE, desc = "Nothing has begun.")
@Outcome(id = "under way", expect = ACCEPTABLE, desc = "A flight, and no token.")
@Outcome(id = "first", expect = ACCEPTABLE, desc = "The token, armed, with its times, and no flight.")
@Outcome(expect = FORBIDDEN, desc = "Parts of two states.")
@State
public class PublicationStress {

    private final Subject subject = new Subject("first");

    @Actor
    public void obtain() {
        subject.obtain();
    }

    @Actor
    public void look(L_Result result) {
        io.github.wicredential.internal.cache.State seen = subject.entry.state();
        result.r1 = words(seen);
    }

    private static String words(io.github.wicredential.internal.cache.State seen) {
        CachedToken current = seen.current;
        if (current == null) {
            boolean blank = seen.armed == null && seen.queue.isEmpty() && seen.history.flight() == 0;
            return !blank ? "torn" : seen.flight == null ? "empty" : "under way";
        }
        boolean whole = seen.flight == null
                && seen.queue.isEmpty()
                && seen.armed == current.token()
                && seen.history.flight() == current.flight()
                && current.times().due() > 0
                && current.token().expiresAt().toEpochMilli() > current.startMillis();
        return whole ? current.token().value() : "torn";
    }
}
