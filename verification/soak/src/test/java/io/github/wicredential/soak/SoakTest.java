package io.github.wicredential.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.soak.Troubles.Trouble;
import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application in a small heap asks for tokens for a long time, while Entra and the token file fail at random. */
class SoakTest {

    private static final int SECONDS = Integer.getInteger("soak.seconds");
    private static final int SAMPLES = 120;
    private static final int HEAP_MEGABYTES = 96;
    private static final Path DOCS = Path.of("../../docs/explanation");
    private static final String FIGURES = "<!-- figures -->\n";

    private static final List<Sample> SAMPLED = new ArrayList<>();
    private static final List<Failed> FAILED = new ArrayList<>();
    private static List<Trouble> troubles = List.of();
    private static int rotations;
    private static int requests;
    private static String runtime = "";

    /** Failed calls of one kind, asked and answered in the same two seconds. */
    private record Failed(Application.Kind kind, long asked, long answered, String with, int count) {

        static Failed of(String[] line) {
            return new Failed(
                    Application.Kind.valueOf(line[1]),
                    Long.parseLong(line[2]) * 1000,
                    Long.parseLong(line[3]) * 1000 + 999,
                    line[4],
                    Integer.parseInt(line[5]));
        }

        /**
         * Who needs an answer of Entra's may fail in each trouble. A token that is used is refreshed when there is more
         * left of it than a short trouble lasts.
         */
        boolean allowedBy(Trouble trouble) {
            long from = trouble.begin();
            if (kind == Application.Kind.USED) {
                from += trouble.isLong() ? TimeUnit.SECONDS.toMillis(Troubles.SHORT_SECONDS) : Integer.MAX_VALUE;
            }
            return answered >= from && asked <= trouble.felt();
        }
    }

    @BeforeAll
    static void live() throws IOException, InterruptedException {
        try (LocalEntra entra = LocalEntra.start();
                LocalCluster cluster = LocalCluster.start()) {
            LocalApplication application = entra.registerApplication().trust(cluster);
            cluster.annotate(application);
            entra.setExpiresIn(Duration.ofSeconds(60));
            Troubles plan = new Troubles(entra, cluster, application, Long.getLong("soak.seed"));
            Process process = start(cluster);
            try {
                CompletableFuture<Void> read = CompletableFuture.runAsync(() -> read(process));
                plan.run(System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(SECONDS));
                process.getOutputStream().close();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                read.join();
            } finally {
                process.destroyForcibly();
            }
            troubles = plan.past();
            rotations = plan.rotations();
            requests = entra.tokenRequests();
        }
    }

    private static Process start(LocalCluster cluster) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("soak.java") + "/bin/java",
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                Integer.toString(SECONDS * 1000 / SAMPLES));
        builder.environment().putAll(cluster.environment());
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void read(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            long failed = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(";", -1);
                switch (parts[0]) {
                    case "failed" -> {
                        FAILED.add(Failed.of(parts));
                        failed += Long.parseLong(parts[5]);
                    }
                    case "sample" -> {
                        SAMPLED.add(Sample.of(parts, failed));
                        failed = 0;
                    }
                    default -> runtime = line;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void keep() throws IOException {
        Files.writeString(
                Path.of("target/soak.csv"),
                Sample.HEAD + "\n"
                        + String.join("\n", SAMPLED.stream().map(Sample::csv).toList()) + "\n");
        Files.writeString(Path.of("target/soak.svg"), chart());
        Files.writeString(Path.of("target/soak.md"), figures());
        if (Boolean.getBoolean("soak.write")) {
            Path page = DOCS.resolve("soak.md");
            String text = Files.readString(page);
            int begin = text.indexOf(FIGURES) + FIGURES.length();
            Files.writeString(
                    page, text.substring(0, begin) + figures() + text.substring(text.indexOf(FIGURES, begin)));
            Files.writeString(DOCS.resolve("soak.svg"), chart());
        }
    }

    private static String chart() {
        return new SoakChart(
                        "%d faults in %d minutes: memory, threads and descriptors do not grow"
                                .formatted(troubles.size(), SECONDS / 60),
                        SAMPLED,
                        troubles)
                .panel("heap after collection, MB of " + HEAP_MEGABYTES, Sample::heapMegabytes)
                .panel("platform threads", Sample::threads)
                .panel("open descriptors", Sample::descriptors)
                .panel(
                        "failed calls, % of all (expected in and after faults)",
                        sample -> 100.0 * sample.failed() / Math.max(1, sample.calls()))
                .panel("longest call, s", Sample::longestSeconds)
                .svg();
    }

    private static String figures() {
        long calls = SAMPLED.stream().mapToLong(Sample::calls).sum();
        StringBuilder rows = new StringBuilder("| | |\n|---|--:|\n");
        row(rows, "the application's JDK", runtime);
        row(rows, "minutes", minutes());
        row(rows, "rotations of the token file", rotations);
        row(rows, "faults", troubles.size());
        row(
                rows,
                "… longer than " + Troubles.SHORT_SECONDS + " s",
                troubles.stream().filter(Trouble::isLong).count());
        row(rows, "calls", calls);
        row(rows, "token requests", requests);
        row(rows, "failed calls for a token in use", failed(Application.Kind.USED));
        row(rows, "failed calls that needed a response from Entra", failed(Application.Kind.COLD));
        row(
                rows,
                "… of both, not explained by a fault",
                FAILED.stream()
                        .filter(one -> troubles.stream().noneMatch(one::allowedBy))
                        .count());
        row(rows, "longest call, s", "%.1f".formatted(most(Sample::longestSeconds)));
        row(rows, "heap after collection, MB, second and last quarter", quarters(Sample::heapMegabytes));
        row(rows, "threads, second and last quarter", quarters(Sample::threads));
        row(rows, "descriptors, second and last quarter", quarters(Sample::descriptors));
        return rows.toString();
    }

    private static void row(StringBuilder rows, String what, long value) {
        row(rows, what, String.format(Locale.ROOT, "%,d", value));
    }

    private static void row(StringBuilder rows, String what, String value) {
        rows.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }

    private static long minutes() {
        return TimeUnit.MILLISECONDS.toMinutes(
                SAMPLED.get(SAMPLED.size() - 1).millis() - SAMPLED.get(0).millis() + 30_000);
    }

    private static long failed(Application.Kind kind) {
        return FAILED.stream()
                .filter(one -> one.kind == kind)
                .mapToLong(Failed::count)
                .sum();
    }

    private static double most(ToDoubleFunction<Sample> figure) {
        return SAMPLED.stream().mapToDouble(figure).max().orElseThrow();
    }

    private static String quarters(ToDoubleFunction<Sample> figure) {
        return String.format(Locale.ROOT, "%.0f, %.0f", median(2, figure), median(4, figure));
    }

    /** Of one quarter of the time; the first one warms up. */
    private static double median(int quarter, ToDoubleFunction<Sample> figure) {
        int size = SAMPLED.size();
        double[] sorted = SAMPLED.subList(size * (quarter - 1) / 4, size * quarter / 4).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    @Test
    void nothingGrows() {
        assertThat(SAMPLED.size()).isGreaterThan(SAMPLES / 2);
        assertThat(median(4, Sample::heapMegabytes)).isLessThan(median(2, Sample::heapMegabytes) + 3);
        assertThat(median(4, Sample::threads)).isLessThan(median(2, Sample::threads) + 5);
        assertThat(median(4, Sample::descriptors)).isLessThan(median(2, Sample::descriptors) + 5);
        assertThat(most(Sample::threads)).isLessThan(120);
        assertThat(most(Sample::descriptors)).isLessThan(250);
    }

    @Test
    void aCallEndsWithItsTimeout() {
        assertThat(most(Sample::longestSeconds)).isBetween(0.5, Application.TIMEOUT.toSeconds() + 2.5);
    }

    @Test
    void noTokenIsPastItsEnd() {
        assertThat(SAMPLED.stream().mapToLong(Sample::calls).sum()).isGreaterThan(SECONDS * 100L);
        assertThat(SAMPLED.stream().mapToLong(Sample::expired).sum()).isZero();
    }

    @Test
    void onlyTroublesLetCallsFail() {
        assertThat(troubles).anyMatch(Trouble::isLong).anyMatch(one -> !one.isLong());
        assertThat(FAILED).isNotEmpty().allMatch(one -> troubles.stream().anyMatch(one::allowedBy));
    }
}
