package io.github.wicredential.benchmarks.scenario;

import io.github.wicredential.benchmarks.subject.Authority;
import io.github.wicredential.benchmarks.subject.Authority.Terms;
import io.github.wicredential.benchmarks.subject.Library;
import io.github.wicredential.benchmarks.subject.Pod;
import io.github.wicredential.benchmarks.subject.Subject;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.stream.IntStream;

/** How much heap a cached token takes. */
public final class Memory {

    // A String of one byte a character: its own 24 bytes, 16 of the array's header, all in units of 8.
    private static final int STRING = 24;
    private static final int ARRAY = 16;
    private static final int COLLECTIONS = 5;

    private Memory() {}

    /**
     * Fills a credential. To be run in a JVM of its own.
     *
     * @param library whose credential
     * @param count how many tokens are measured; as many are there before, so that nothing is counted that grows only once
     * @return entry (bytes of an entry with its token), text (bytes of the token's text alone)
     * @throws Exception if no token is obtained
     */
    public static Figures run(Library library, int count) throws Exception {
        Authority authority = new Authority(Terms.lasting());
        String[] scopes = IntStream.range(0, 2 * count)
                .mapToObj(i -> "https://resource-" + i + ".example/.default")
                .toArray(String[]::new);
        try (Subject subject = library.subject(Pod.create(), authority)) {
            for (int i = 0; i < count; i++) {
                subject.token(scopes[i]);
            }
            long before = used();
            for (int i = count; i < scopes.length; i++) {
                subject.token(scopes[i]);
            }
            long after = used();
            return new Figures()
                    .put("entry", (after - before) / (double) count)
                    .put("text", STRING + (ARRAY + Terms.USUAL_LENGTH + 7) / 8 * 8);
        } finally {
            Reference.reachabilityFence(scopes);
        }
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
