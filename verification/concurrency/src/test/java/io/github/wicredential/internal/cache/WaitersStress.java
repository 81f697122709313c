package io.github.wicredential.internal.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.wicredential.AccessToken;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Those who wait for a flight that queues, which is dropped when nobody does, and served by other tokens. */
public final class WaitersStress {

    private static final AccessToken TOKEN = new AccessToken("first", Instant.MAX, Instant.MAX);

    private WaitersStress() {}

    /** Nobody waits for what was dropped. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "Somebody waits, and it is kept.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It is dropped, and nobody waits.")
    @Outcome(expect = FORBIDDEN, desc = "Somebody waits for what was dropped, or it is kept for nobody.")
    @State
    public static class JoinOrDrop {

        private final Waiters waiters = new Waiters();

        @Actor
        public void join(ZZ_Result result) {
            result.r1 = waiters.join(1);
        }

        @Actor
        public void drop(ZZ_Result result) {
            result.r2 = waiters.dropIfNone();
        }
    }

    /** The last one leaves while another one comes. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "One waits.")
    @Outcome(expect = FORBIDDEN, desc = "The count is wrong.")
    @State
    public static class JoinOrLeave {

        private final Waiters waiters = new Waiters();

        public JoinOrLeave() {
            var unused = waiters.join(1);
        }

        @Actor
        public void join() {
            var unused = waiters.join(2);
        }

        @Actor
        public void leave() {
            waiters.leave();
        }

        @Arbiter
        public void after(Z_Result result) {
            waiters.leave();
            result.r1 = !waiters.any() && waiters.wantedUntil() == 2;
        }
    }

    /** A token that came otherwise frees who waited before; who comes later is freed by the flight. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both are freed.")
    @Outcome(expect = FORBIDDEN, desc = "Somebody waits for ever.")
    @State
    public static class ServeOrComplete {

        private final Waiters waiters = new Waiters();
        private final CompletableFuture<AccessToken> early = waiters.result();
        private CompletableFuture<AccessToken> late = early;

        @Actor
        public void serve() {
            waiters.serve(TOKEN);
        }

        @Actor
        public void wait(ZZ_Result result) {
            late = waiters.result();
        }

        @Arbiter
        public void after(ZZ_Result result) {
            waiters.complete(TOKEN);
            result.r1 = early.isDone();
            result.r2 = late.isDone();
        }
    }
}
