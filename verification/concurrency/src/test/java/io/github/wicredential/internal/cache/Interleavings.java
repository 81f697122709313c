package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import java.time.Instant;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;

/**
 * Lincheck lets operations of an entry meet at every read and write of shared memory. Whatever comes out has to be what a
 * model of a few lines says of some order of the operations.
 */
public final class Interleavings {

    private static final AccessToken FIRST = new AccessToken("first", Instant.MAX, Instant.MAX);

    private Interleavings() {}

    /** Checks all; throws what shows that one is wrong. */
    public static void main(String[] arguments) {
        // Lincheck puts statics back to what they are now: all of them have to be set.
        new Subject("first").obtain();
        Throwable unused = Failures.closed();
        for (Class<?> operations : new Class<?>[] {Life.class, Rejection.class}) {
            LinChecker.check(
                    operations,
                    new ModelCheckingOptions()
                            .iterations(Integer.parseInt(arguments[0]))
                            .invocationsPerIteration(Integer.parseInt(arguments[1]))
                            .threads(2)
                            .actorsPerThread(2)
                            .actorsBefore(1)
                            .actorsAfter(1)
                            .sequentialSpecification(
                                    operations == Life.class ? LifeModel.class : RejectionModel.class));
            System.out.println(operations.getSimpleName() + " holds");
        }
        // Lincheck's threads go on.
        System.exit(0);
    }

    /** Somebody asks, a worker works, a resource rejects the first token, the identity is closed. */
    public static class Life {

        private final Subject subject = new Subject("first", "second", "third", "fourth", "fifth", "sixth");

        @Operation
        public void ask() {
            var unused = subject.ask();
        }

        @Operation
        public void work() {
            subject.runtime.work();
        }

        @Operation
        public boolean invalidate() {
            return subject.entry.invalidate(FIRST);
        }

        @Operation
        public String current() {
            return subject.current();
        }

        @Operation
        public void close() {
            subject.entry.close();
        }
    }

    /** What {@link Life} is. */
    public static class LifeModel {

        private static final String[] TOKENS = {"none", "first", "second", "third", "fourth", "fifth", "sixth"};

        private int granted;
        private String current = "none";
        private boolean underWay;
        private boolean closed;

        public void ask() {
            underWay |= current.equals("none") && !closed;
        }

        public void work() {
            if (underWay && !closed) {
                granted++;
                current = TOKENS[granted];
            }
            underWay = false;
        }

        public boolean invalidate() {
            boolean drops = current.equals("first");
            current = drops ? "none" : current;
            return drops;
        }

        public String current() {
            return current;
        }

        public void close() {
            closed = true;
            current = "none";
        }
    }

    /** A flight is under way that brings the current token again, which a resource rejects. */
    public static class Rejection {

        private final Subject subject = new Subject("first");

        public Rejection() {
            subject.obtain();
            var unused = subject.askForLonger();
        }

        @Operation
        public void work() {
            subject.runtime.work();
        }

        @Operation
        public boolean invalidate() {
            return subject.entry.invalidate(FIRST);
        }

        @Operation
        public String current() {
            return subject.current();
        }
    }

    /** What {@link Rejection} is. */
    public static class RejectionModel {

        private String current = "first";

        public void work() {
            // It brings nothing new.
        }

        public boolean invalidate() {
            boolean drops = current.equals("first");
            current = "none";
            return drops;
        }

        public String current() {
            return current;
        }
    }
}
