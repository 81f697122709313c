package io.github.wicredential.internal.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.net.URI;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The authority throttles a client, and several workers learn it at once. */
public final class GateStress {

    private GateStress() {}

    private static RetryAfterGate gate() {
        return RetryAfterGate.of(new ActorsRuntime(), URI.create("https://login.example.net"), "client", "tenant");
    }

    private static RetryAfterGate.Pause pause(long until) {
        return new RetryAfterGate.Pause(until, "scope " + until, Failures.rejectedAgain());
    }

    /** Of two pauses the longer one counts. */
    @JCStressTest
    @Outcome(id = "20", expect = ACCEPTABLE, desc = "The longer one.")
    @Outcome(expect = FORBIDDEN, desc = "A pause was lost.")
    @State
    public static class TwoPauses {

        private final RetryAfterGate gate = gate();

        @Actor
        public void longer() {
            gate.asked(pause(20));
        }

        @Actor
        public void shorter() {
            gate.asked(pause(10));
        }

        @Arbiter
        public void after(J_Result result) {
            result.r1 = gate.until();
        }
    }

    /** Another request was answered: the refusals are no longer in a row, and the pause stays. */
    @JCStressTest
    @Outcome(id = "20", expect = ACCEPTABLE, desc = "The pause stays.")
    @Outcome(expect = FORBIDDEN, desc = "The pause was lost.")
    @State
    public static class PauseAndAnswer {

        private final RetryAfterGate gate = gate();

        public PauseAndAnswer() {
            gate.refused(0, 1, Long.MAX_VALUE, 0, "scope", Failures.rejectedAgain());
        }

        @Actor
        public void asked() {
            gate.asked(pause(20_000_000_000L));
        }

        @Actor
        public void answered() {
            gate.answered();
        }

        @Arbiter
        public void after(J_Result result) {
            result.r1 = gate.until() / 1_000_000_000;
        }
    }

    /** Whoever sees a pause sees all of it. */
    @JCStressTest
    @Outcome(id = "none", expect = ACCEPTABLE, desc = "The gate is open.")
    @Outcome(id = "scope 20 known", expect = ACCEPTABLE, desc = "The whole pause.")
    @Outcome(expect = FORBIDDEN, desc = "Part of a pause.")
    @State
    public static class Publication {

        private final RetryAfterGate gate = gate();

        @Actor
        public void asked() {
            gate.asked(pause(20));
        }

        @Actor
        public void look(L_Result result) {
            RetryAfterGate.Pause pause = gate.pauseAt(5);
            result.r1 = pause == null
                    ? "none"
                    : pause.scope() + (pause.cause().getMessage() == null ? " unknown" : " known");
        }
    }

    /** A gate that is found while the last identity that had it goes: both have the same. */
    @JCStressTest
    @Outcome(id = "20, 20", expect = ACCEPTABLE, desc = "One gate.")
    @Outcome(expect = FORBIDDEN, desc = "Two gates of one client.")
    @State
    public static class OneForAll {

        private final ActorsRuntime runtime = new ActorsRuntime();

        private RetryAfterGate own() {
            return RetryAfterGate.of(runtime, URI.create("https://login.example.net"), "client", "tenant");
        }

        private volatile RetryAfterGate one = gate();
        private volatile RetryAfterGate other = one;

        @Actor
        public void first() {
            one = own();
        }

        @Actor
        public void second() {
            other = own();
        }

        @Arbiter
        public void after(JJ_Result result) {
            one.asked(pause(20));
            result.r1 = one.until();
            result.r2 = other.until();
        }
    }
}
