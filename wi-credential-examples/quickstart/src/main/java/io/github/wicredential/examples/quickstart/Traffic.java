package io.github.wicredential.examples.quickstart;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A caller that comes back again and again until something has happened.
 *
 * @param calls how often it came
 * @param longest how long its longest call took
 */
record Traffic(int calls, Duration longest) {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    /** Calls, pauses and calls again. */
    static Traffic until(BooleanSupplier happened, String what, Duration pause, Runnable call)
            throws SceneFailedException {
        long start = System.nanoTime();
        long longest = 0;
        int calls = 0;
        while (!happened.getAsBoolean()) {
            long before = System.nanoTime();
            SceneFailedException.unless(
                    before - start < AT_MOST.toNanos(), what + " within " + AT_MOST.toSeconds() + " s");
            call.run();
            longest = Math.max(longest, System.nanoTime() - before);
            calls++;
            LockSupport.parkNanos(pause.toNanos());
        }
        return new Traffic(calls, Duration.ofNanos(longest));
    }
}
