package io.github.wicredential.internal.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.wicredential.AccessToken;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Callers come, go and give up while the flight that they wait for ends. */
public final class FlightStress {

    private FlightStress() {}

    /** One more joins while it brings the token: nobody is forgotten, and there is no second request. */
    @JCStressTest
    @Outcome(id = "first, first, 1", expect = ACCEPTABLE, desc = "Both have the one token that was requested.")
    @Outcome(expect = FORBIDDEN, desc = "Somebody waits for ever, or another request was made.")
    @State
    public static class Join {

        private final Subject subject = new Subject("first", "second");
        private final CompletableFuture<AccessToken> early = subject.ask();
        private CompletableFuture<AccessToken> late = early;

        @Actor
        public void work() {
            subject.runtime.work();
        }

        @Actor
        public void join() {
            late = subject.ask();
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = Subject.outcome(early);
            result.r2 = Subject.outcome(late);
            result.r3 = subject.runtime.handedOver();
        }
    }

    /** One more joins while it fails: nobody is forgotten, and the failure is remembered for a while. */
    @JCStressTest
    @Outcome(id = "failed, failed, 1", expect = ACCEPTABLE, desc = "Both have the one failure.")
    @Outcome(expect = FORBIDDEN, desc = "Somebody waits for ever, or another request was made.")
    @State
    public static class JoinFailing {

        private final Subject subject = new Subject("");
        private final CompletableFuture<AccessToken> early = subject.ask();
        private CompletableFuture<AccessToken> late = early;

        @Actor
        public void work() {
            subject.runtime.work();
        }

        @Actor
        public void join() {
            late = subject.ask();
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = Subject.outcome(early);
            result.r2 = Subject.outcome(late);
            result.r3 = subject.runtime.handedOver();
        }
    }

    /** The identity is closed while somebody begins to wait. */
    @JCStressTest
    @Outcome(id = "closed, closed", expect = ACCEPTABLE, desc = "Who waits learns that it is closed.")
    @Outcome(expect = FORBIDDEN, desc = "Somebody waits for ever, or has a token of a closed identity.")
    @State
    public static class JoinClosing {

        private final Subject subject = new Subject("first");
        private CompletableFuture<AccessToken> asked = new CompletableFuture<>();

        @Actor
        public void close() {
            subject.entry.close();
        }

        @Actor
        public void join() {
            asked = subject.ask();
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r1 = Subject.outcome(asked);
            result.r2 = Subject.outcome(subject.entry::token);
        }
    }

    /** The identity is closed while the token arrives. */
    @JCStressTest
    @Outcome(id = "first, closed", expect = ACCEPTABLE, desc = "The token came first.")
    @Outcome(id = "closed, closed", expect = ACCEPTABLE, desc = "The end came first.")
    @Outcome(expect = FORBIDDEN, desc = "Somebody waits for ever, or the late token opens the identity again.")
    @State
    public static class Close {

        private final Subject subject = new Subject("first");
        private final CompletableFuture<AccessToken> asked = subject.ask();

        @Actor
        public void close() {
            subject.entry.close();
        }

        @Actor
        public void work() {
            subject.runtime.work();
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r1 = Subject.outcome(asked);
            result.r2 = Subject.outcome(subject.entry::token);
        }
    }

    /** A caller cancels while the token arrives: the others have it, and nobody is counted who has gone. */
    @JCStressTest
    @Outcome(id = "first, first, nobody", expect = ACCEPTABLE, desc = "The token came first.")
    @Outcome(id = "cancelled, first, nobody", expect = ACCEPTABLE, desc = "The caller had gone.")
    @Outcome(expect = FORBIDDEN, desc = "The other suffers, or somebody is counted who has gone.")
    @State
    public static class Cancel {

        private final Subject subject = new Subject("first");
        private final CompletableFuture<AccessToken> leaves = subject.ask();
        private final CompletableFuture<AccessToken> stays = subject.ask();
        private final Flight flight = subject.flight();

        @Actor
        public void cancel() {
            leaves.cancel(true);
        }

        @Actor
        public void work() {
            subject.runtime.work();
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = Subject.outcome(leaves);
            result.r2 = Subject.outcome(stays);
            result.r3 = flight.waiters.any() ? "somebody" : "nobody";
        }
    }

    /** Whoever learns that a flight is over finds what it has left: the token, or the failure. */
    @JCStressTest
    @Outcome(id = "under way, ", expect = ACCEPTABLE, desc = "It was not over.")
    @Outcome(id = "first, first", expect = ACCEPTABLE, desc = "The token is the current one.")
    @Outcome(expect = FORBIDDEN, desc = "The result came before the state.")
    @State
    public static class PublishThenFree {

        private final Subject subject = new Subject("first");
        private final CompletableFuture<AccessToken> asked = subject.ask();

        @Actor
        public void work() {
            subject.runtime.work();
        }

        @Actor
        public void look(LL_Result result) {
            String arrived = Subject.outcome(asked);
            boolean over = !arrived.equals("forgotten");
            CachedToken current = subject.entry.state().current;
            result.r1 = over ? arrived : "under way";
            result.r2 =
                    !over ? "" : current == null ? "nothing" : current.token().value();
        }
    }

    /** Whoever learns that a flight has failed is told of that failure when asking again, and causes no request. */
    @JCStressTest
    @Outcome(id = "under way, ", expect = ACCEPTABLE, desc = "It was not over.")
    @Outcome(id = "failed, failed", expect = ACCEPTABLE, desc = "The failure is held.")
    @Outcome(expect = FORBIDDEN, desc = "The result came before the hold.")
    @State
    public static class HoldThenFree {

        private final Subject subject = new Subject("");
        private final CompletableFuture<AccessToken> asked = subject.ask();

        @Actor
        public void work() {
            subject.runtime.work();
        }

        @Actor
        public void look(LL_Result result) {
            String arrived = Subject.outcome(asked);
            boolean over = !arrived.equals("forgotten");
            result.r1 = over ? arrived : "under way";
            result.r2 = over ? Subject.outcome(subject.ask()) : "";
        }
    }
}
