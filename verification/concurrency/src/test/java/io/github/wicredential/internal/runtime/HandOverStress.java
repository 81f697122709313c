package io.github.wicredential.internal.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Work is handed over while the thread that might do it ends. */
public final class HandOverStress {

    private HandOverStress() {}

    /** Clocks that stand still, and threads that actors are in place of. */
    private static final class Lives implements Clocks {

        private final Deque<Runnable> made = new ArrayDeque<>();

        OnDemandThreads threads() {
            return new OnDemandThreads(
                    this,
                    life -> new Thread() {
                        @Override
                        public synchronized void start() {
                            synchronized (made) {
                                made.addLast(life);
                            }
                        }
                    },
                    0);
        }

        /** Lives the life of the next thread that was started, if there is one. */
        boolean live() {
            Runnable life;
            synchronized (made) {
                life = made.pollFirst();
            }
            if (life != null) {
                life.run();
            }
            return life != null;
        }

        @Override
        public long nanos() {
            return 1;
        }

        @Override
        public long millis() {
            return 1;
        }

        @Override
        public void park(Object sleeper, long nanos) {}

        @Override
        public void unpark(@Nullable Thread thread) {}
    }

    /** An idle thread's time is over. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "All work is done, once.")
    @Outcome(expect = FORBIDDEN, desc = "Work was lost, or done twice.")
    @State
    public static class IdleThread {

        private final Lives lives = new Lives();
        private final OnDemandThreads threads = lives.threads();
        private final AtomicInteger done = new AtomicInteger();

        public IdleThread() {
            threads.run(done::incrementAndGet);
        }

        @Actor
        public void live() {
            boolean unused = lives.live();
        }

        @Actor
        public void run() {
            threads.run(done::incrementAndGet);
        }

        @Arbiter
        public void after(I_Result result) {
            while (lives.live()) {
                // The other thread, if one was made.
            }
            result.r1 = done.get();
        }
    }

    /** A thread that calls the application has nothing more to do. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "All of it is delivered, once.")
    @Outcome(expect = FORBIDDEN, desc = "A result was lost, or delivered twice.")
    @State
    public static class Delivery {

        private final Lives lives = new Lives();
        private final Guard guard = new Guard(lives, Thread::new, new Pulse(lives::nanos), Duration.ofSeconds(15));
        private final Deliveries deliveries = new Deliveries(lives, guard, lives.threads());
        private final AtomicInteger done = new AtomicInteger();

        public Delivery() {
            deliveries.execute(lives, done::incrementAndGet);
        }

        @Actor
        public void live() {
            boolean unused = lives.live();
        }

        @Actor
        public void deliver() {
            deliveries.execute(lives, done::incrementAndGet);
        }

        @Arbiter
        public void after(I_Result result) {
            while (lives.live()) {
                // The other thread, if one was made.
            }
            result.r1 = done.get();
        }
    }

    /** A worker is done with the last job. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "All of it is done, once.")
    @Outcome(expect = FORBIDDEN, desc = "Work was lost, or done twice.")
    @State
    public static class Worker {

        private final Lives lives = new Lives();
        private final Guard guard = new Guard(lives, Thread::new, new Pulse(lives::nanos), Duration.ofSeconds(15));
        private final Workers workers = new Workers(lives, guard, lives.threads());
        private final AtomicInteger done = new AtomicInteger();

        public Worker() {
            workers.execute(lives, done::incrementAndGet);
        }

        @Actor
        public void live() {
            boolean unused = lives.live();
        }

        @Actor
        public void execute() {
            workers.execute(lives, done::incrementAndGet);
        }

        @Arbiter
        public void after(I_Result result) {
            while (lives.live()) {
                // The other thread, if one was made.
            }
            result.r1 = done.get();
        }
    }
}
