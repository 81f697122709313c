package io.github.wicredential.benchmarks.coldstart;

import io.github.wicredential.benchmarks.scenario.Figures;
import io.github.wicredential.benchmarks.subject.Pod;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** From the start of a JVM to its first token, over TLS on loopback: CPU time, time, loaded classes. */
public final class ColdStart {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ColdStart() {}

    /**
     * Starts each subject several times, in turns.
     *
     * @param starts how often each
     * @return medians for each subject: cpu and wall (milliseconds), classes
     * @throws IOException if port 443 cannot be bound, with the reason
     */
    public static Figures run(int starts) throws IOException {
        Map<Subjects, List<Figures>> runs = new EnumMap<>(Subjects.class);
        try (LoopbackAuthority authority = LoopbackAuthority.start(LoopbackAuthority.PORT)) {
            for (int i = 0; i < starts; i++) {
                for (Subjects subject : Subjects.values()) {
                    Figures run = once(subject, authority);
                    runs.computeIfAbsent(subject, absent -> new ArrayList<>()).add(run);
                }
            }
        }
        Figures medians = new Figures();
        runs.forEach((subject, all) -> medians.putAll(subject.name() + ".", Figures.median(all)));
        return medians;
    }

    static Figures once(Subjects subject, LoopbackAuthority authority) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                java("java"),
                "-Djavax.net.ssl.trustStore=" + authority.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + LoopbackAuthority.PASSWORD,
                "-cp",
                System.getProperty("java.class.path"),
                subject.main());
        builder.environment().putAll(Pod.create().environment(authority.host()));
        builder.environment().putAll(subject.environment());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        long begin = System.nanoTime();
        Process process = builder.start();
        Thread watch = new Thread(() -> killLater(process));
        watch.setDaemon(true);
        watch.start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.startsWith(Ready.MARK)) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IOException(subject.main() + " ended without a token.");
            }
            long wall = System.nanoTime() - begin;
            Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
            return new Figures()
                    .put("wall", wall / 1e6)
                    .put("cpu", cpu.isZero() ? Double.NaN : cpu.toMillis())
                    .put("classes", classes(process));
        } finally {
            process.destroy();
        }
    }

    private static void killLater(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the JVM itself counts them; asked from outside, so that the question loads no class first. */
    private static double classes(Process process) throws IOException {
        Process jcmd = new ProcessBuilder(java("jcmd"), Long.toString(process.pid()), "PerfCounter.print")
                .redirectErrorStream(true)
                .start();
        double sum = 0;
        try (BufferedReader out = jcmd.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("java.cls.loadedClasses=") || line.startsWith("java.cls.sharedLoadedClasses=")) {
                    sum += Double.parseDouble(line.substring(line.indexOf('=') + 1));
                }
            }
        }
        return sum == 0 ? Double.NaN : sum;
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }
}
