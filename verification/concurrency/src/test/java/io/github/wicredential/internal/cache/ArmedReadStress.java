package io.github.wicredential.internal.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A held source is read, without a look at a clock or a lock, while the token behind it changes. */
public final class ArmedReadStress {

    private ArmedReadStress() {}

    /** A refresh brings the next token: whoever has seen it sees the one before no more. */
    @JCStressTest
    @Outcome(id = "first, first", expect = ACCEPTABLE, desc = "Both reads came before the refresh.")
    @Outcome(id = "first, second", expect = ACCEPTABLE, desc = "The refresh came in between.")
    @Outcome(id = "second, second", expect = ACCEPTABLE, desc = "Both reads came after the refresh.")
    @Outcome(expect = FORBIDDEN, desc = "A token of nobody, or the old one after the new one.")
    @State
    public static class Refresh {

        private final Subject subject = new Subject("first", "second");

        public Refresh() {
            subject.obtain();
            var unused = subject.askForLonger();
        }

        @Actor
        public void refresh() {
            subject.runtime.work();
        }

        @Actor
        public void read(LL_Result result) {
            result.r1 = Subject.outcome(subject.entry::token);
            result.r2 = Subject.outcome(subject.entry::token);
        }
    }

    /** The identity is closed: nobody obtains a token from then on. */
    @JCStressTest
    @Outcome(id = "first, closed", expect = ACCEPTABLE, desc = "The read came before the end.")
    @Outcome(id = "closed, closed", expect = ACCEPTABLE, desc = "The read came after the end.")
    @Outcome(expect = FORBIDDEN, desc = "A token of a closed identity.")
    @State
    public static class Close {

        private final Subject subject = new Subject("first");

        public Close() {
            subject.obtain();
        }

        @Actor
        public void close() {
            subject.entry.close();
        }

        @Actor
        public void read(LL_Result result) {
            result.r1 = Subject.outcome(subject.entry::token);
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = Subject.outcome(subject.entry::token);
        }
    }

    /** The resource rejects the token: whoever has said so does not get it again, nor does anybody later. */
    @JCStressTest
    @Outcome(id = "first, true second", expect = ACCEPTABLE, desc = "The read came before the rejection.")
    @Outcome(id = "waits, true second", expect = ACCEPTABLE, desc = "The read came after it, and asks for another one.")
    @Outcome(expect = FORBIDDEN, desc = "The rejected token came back, or nothing came.")
    @State
    public static class Invalidate {

        private final Subject subject = new Subject("first", "second");
        private final AccessToken rejected = subject.obtain();
        private boolean dropped;

        @Actor
        public void invalidate() {
            dropped = subject.entry.invalidate(rejected);
        }

        @Actor
        public void read(LL_Result result) {
            String read = Subject.outcome(subject.ask());
            result.r1 = read.equals("forgotten") ? "waits" : read;
        }

        @Arbiter
        public void after(LL_Result result) {
            if (subject.entry.state().current == null) {
                var unused = subject.ask();
                subject.runtime.work();
            }
            result.r2 = dropped + " " + Subject.outcome(subject.ask());
        }
    }

    /** Another token needs the place of this one: the held source is served all the same. */
    @JCStressTest
    @Outcome(id = "first, first", expect = ACCEPTABLE, desc = "The eviction took nothing from who holds the source.")
    @Outcome(expect = FORBIDDEN, desc = "The source lost its token.")
    @State
    public static class Evict {

        private final Subject subject =
                new Subject(1, request -> new TokenExchange.Grant("first", Duration.ofHours(1), null));
        private final TokenCache cache = new TokenCache(subject.settings);
        private final TokenSource source = cache.source(Subject.PLAIN);

        public Evict() {
            var unused = cache.tokenAsync(Subject.PLAIN);
            subject.runtime.work();
        }

        @Actor
        public void evict() {
            var unused = cache.tokenAsync(TokenRequest.of("https://graph.microsoft.com/.default"));
        }

        @Actor
        public void read(LL_Result result) {
            result.r1 = Subject.outcome(source::token);
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = Subject.outcome(source::token);
        }
    }
}
