package io.github.wicredential.soak;

import io.github.wicredential.test.Fault;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What goes wrong with Entra and the token file, as a seed decides, one after the other; and what rotates in between. */
final class Troubles {

    /** What the next refresh of a token is sure to outlive: less than what is left of it when its refresh is due. */
    static final int SHORT_SECONDS = 20;

    private static final int LONGEST_SECONDS = 60;
    private static final int PAUSE = 15;
    // What will not mend itself is asked less often, from 15 s on.
    private static final int PAUSE_AFTER_REFUSAL = 60;

    private final LocalEntra entra;
    private final LocalCluster cluster;
    private final LocalApplication application;
    private final SplittableRandom random;
    private final List<Trouble> past = new ArrayList<>();
    private int rotations;

    Troubles(LocalEntra entra, LocalCluster cluster, LocalApplication application, long seed) {
        this.entra = entra;
        this.cluster = cluster;
        this.application = application;
        this.random = new SplittableRandom(seed);
    }

    /** A trouble that is over, and until when its last pause may last; in milliseconds of the wall clock. */
    record Trouble(String name, long begin, long end, long felt) {

        boolean isLong() {
            return end - begin > TimeUnit.SECONDS.toMillis(SHORT_SECONDS);
        }
    }

    /** {@code pauseSeconds} is how long the tries may pause after some such trouble. */
    private record Kind(String name, Runnable begin, Runnable end, int pauseSeconds) {}

    private Kind fault(String name, Fault fault) {
        return new Kind(name, () -> entra.faults().always(fault), entra.faults()::clear, PAUSE);
    }

    private List<Kind> kinds() {
        return List.of(
                fault("late answers", Fault.latency(Duration.ofMillis(700))),
                fault("no answers", Fault.hang()),
                fault("connections reset", Fault.reset()),
                fault("connections closed", Fault.noAnswer()),
                fault("answers cut short", Fault.truncatedBody()),
                fault("a proxy's page", Fault.html()),
                fault("500", Fault.status(500)),
                fault("503", Fault.status(503)),
                fault("429 for 3 s", Fault.throttled(Duration.ofSeconds(3))),
                new Kind("no token file", cluster::removeToken, cluster::rotateToken, PAUSE),
                new Kind("an empty token file", () -> cluster.writeRaw(""), cluster::rotateToken, PAUSE),
                new Kind(
                        "application disabled",
                        () -> application.setEnabled(false),
                        () -> application.setEnabled(true),
                        PAUSE_AFTER_REFUSAL));
    }

    /** Troubles and rotates until then, or until another trouble would last longer. */
    void run(long untilMillis) throws InterruptedException {
        List<Kind> kinds = kinds();
        long last = untilMillis - TimeUnit.SECONDS.toMillis(LONGEST_SECONDS);
        for (int i = 0; quiet() < last; i++) {
            Kind kind = kinds.get(random.nextInt(kinds.size()));
            int seconds = i % 4 == 1 ? random.nextInt(35, LONGEST_SECONDS) : random.nextInt(2, SHORT_SECONDS);
            long begin = System.currentTimeMillis();
            kind.begin.run();
            TimeUnit.SECONDS.sleep(seconds);
            kind.end.run();
            long end = System.currentTimeMillis();
            past.add(new Trouble(kind.name, begin, end, end + TimeUnit.SECONDS.toMillis(kind.pauseSeconds)));
        }
    }

    /** Ten to thirty seconds in which nothing goes wrong, and the token is rotated, at times the issuer's key. */
    private long quiet() throws InterruptedException {
        TimeUnit.SECONDS.sleep(random.nextInt(5, 15));
        if (random.nextInt(3) == 0) {
            cluster.rotateKeys();
        }
        cluster.rotateToken();
        rotations++;
        TimeUnit.SECONDS.sleep(random.nextInt(5, 15));
        return System.currentTimeMillis();
    }

    List<Trouble> past() {
        return past;
    }

    int rotations() {
        return rotations;
    }
}
