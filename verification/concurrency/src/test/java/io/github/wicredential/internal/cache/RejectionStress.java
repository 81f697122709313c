package io.github.wicredential.internal.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.wicredential.AccessToken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** A resource rejects the current token while a flight is under way. */
public final class RejectionStress {

    private RejectionStress() {}

    /** The flight brings the next one, which stays. */
    @JCStressTest
    @Outcome(id = "true, second", expect = ACCEPTABLE, desc = "The rejection came first.")
    @Outcome(id = "false, second", expect = ACCEPTABLE, desc = "The rejected one was no longer current.")
    @Outcome(expect = FORBIDDEN, desc = "The rejection has cost the new token, or the old one came back.")
    @State
    public static class New {

        private final Subject subject = new Subject("first", "second");
        private final AccessToken rejected = subject.obtain();

        public New() {
            var unused = subject.askForLonger();
        }

        @Actor
        public void invalidate(ZL_Result result) {
            result.r1 = subject.entry.invalidate(rejected);
        }

        @Actor
        public void work() {
            subject.runtime.work();
        }

        @Arbiter
        public void after(ZL_Result result) {
            result.r2 = subject.current();
        }
    }

    /** The flight brings the very token that was rejected, which never comes back. */
    @JCStressTest
    @Outcome(id = "true, none", expect = ACCEPTABLE, desc = "It is dropped, and the late answer with it.")
    @Outcome(expect = FORBIDDEN, desc = "The rejected token is current again.")
    @State
    public static class Same {

        private final Subject subject = new Subject("first");
        private final AccessToken rejected = subject.obtain();

        public Same() {
            var unused = subject.askForLonger();
        }

        @Actor
        public void invalidate(ZL_Result result) {
            result.r1 = subject.entry.invalidate(rejected);
        }

        @Actor
        public void work() {
            subject.runtime.work();
        }

        @Arbiter
        public void after(ZL_Result result) {
            result.r2 = subject.current();
        }
    }
}
