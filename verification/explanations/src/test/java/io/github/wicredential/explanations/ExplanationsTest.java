package io.github.wicredential.explanations;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import io.github.wicredential.azure.TokenRetries;
import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.internal.doctor.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What an application's log and the doctor say of each break: the cause, what mends it, and how often. */
class ExplanationsTest {

    private static final int LINES_OF_A_MESSAGE = 5;
    private static final int LINES_OF_A_LOG = 60;
    private static final int LONG = 60;

    /** azure-core writes four of them, the application the fifth, and its cause is the sixth. */
    private static final int COPIES = 6;

    /** What is set for the whole JVM, so that nothing else runs beside it. */
    private static final String JVM = "jvm-";

    private static final Pattern CAUSES = Pattern.compile("(?m)^ {2}(Most likely|Usually|One of): (.*)$");
    private static final Pattern ASCII = Pattern.compile("[\\n\\x20-\\x7e]*");

    private static final Map<String, String> FIGURES = new ConcurrentSkipListMap<>();

    @TempDir
    private Path directory;

    /** What one failed call has left: the exception's message, or null, and the log. */
    private record Told(String message, String log, Duration took) {

        int lines() {
            return Math.toIntExact(log.lines().count());
        }

        int copies() {
            return message == null ? 0 : log.split(Pattern.quote(firstLine()), -1).length - 1;
        }

        String firstLine() {
            return message.lines().findFirst().orElse("");
        }
    }

    static Stream<Row> brokenPods() {
        return Row.all().stream()
                .filter(row -> Breaks.BY_NAME.containsKey(row.name()))
                .filter(row -> !row.name().startsWith(JVM));
    }

    static Stream<Row> brokenJvms() {
        return Row.all().stream().filter(row -> row.name().startsWith(JVM));
    }

    static Stream<Row> guideAlone() {
        return Row.all().stream().filter(row -> !Breaks.BY_NAME.containsKey(row.name()));
    }

    /** So that no case has to wait for what all need. */
    @BeforeAll
    static void loadClasses(@TempDir Path directory) throws Exception {
        try (Pod pod = new Pod(directory)) {
            assertThat(told("first", pod).message()).isNull();
        }
    }

    @AfterAll
    static void write() throws IOException {
        Files.writeString(
                Path.of("target", "figures.txt"),
                "case: lines of the log (copies of the message) with TokenRetries, without; lines of the doctor\n"
                        + String.join("", FIGURES.values()));
    }

    @ParameterizedTest
    @MethodSource("brokenJvms")
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void aBrokenJvm(Row row) throws Exception {
        aBrokenPod(row);
    }

    @ParameterizedTest
    @MethodSource("brokenPods")
    @ResourceLock(value = Resources.SYSTEM_PROPERTIES, mode = ResourceAccessMode.READ)
    void aBrokenPod(Row row) throws Exception {
        try (Pod pod = new Pod(directory)) {
            Breaks.BY_NAME.get(row.name()).on(pod);

            Told told = told(row.name(), pod);
            Diagnosis diagnosis = pod.diagnose();

            note(row, told, pod, diagnosis);
            assertExplained(row, told);
            assertDiagnosed(row, diagnosis);
        }
    }

    @ParameterizedTest
    @MethodSource("guideAlone")
    void whatCannotBeBrokenHereIsInTheGuide(Row row) {
        assertThat(row.remark()).isNotEmpty();
        assertThat(Explanation.of(row.root()).orElseThrow())
                .contains(row.cause(), row.command(), row.verdict())
                .doesNotContainPattern(row.never());
    }

    /** So with a timeout of 30 s it is said after 30 s, not after four times that. */
    @Test
    @ResourceLock(value = Resources.SYSTEM_PROPERTIES, mode = ResourceAccessMode.READ)
    void aBlackHoleIsWaitedForOnce() throws Exception {
        try (Pod pod = new Pod(directory)) {
            Breaks.BY_NAME.get("egress-hangs").on(pod);

            Duration left = told("black hole", pod).took();
            Duration repeated = told("black hole, repeated", pod, few()).took();

            assertThat(left.multipliedBy(2)).isLessThan(repeated);
        }
    }

    @Test
    void eachBreakHasItsLine() {
        List<String> names = Row.all().stream().map(Row::name).toList();

        assertThat(names).doesNotHaveDuplicates().hasSize(125).containsAll(Breaks.BY_NAME.keySet());
    }

    private static void assertExplained(Row row, Told told) {
        if (row.cause().equals(Row.NONE)) {
            assertThat(told.message()).isNull();
            return;
        }
        assertThat(told.message()).isNotNull().matches(ASCII).contains(row.command());
        assertThat(told.log()).doesNotContainPattern(row.never());
        assertThat(told.message().lines()).hasSizeLessThanOrEqualTo(LINES_OF_A_MESSAGE);
        assertThat(told.lines()).as(told.log()).isLessThanOrEqualTo(LINES_OF_A_LOG);
        assertThat(told.copies()).as(told.log()).isBetween(1, COPIES);
        Matcher causes = CAUSES.matcher(told.message());
        if (!causes.find()) {
            assertThat(told.firstLine()).contains(row.cause());
        } else {
            assertThat(causes.group(2)).contains(row.cause());
        }
    }

    private static void assertDiagnosed(Row row, Diagnosis diagnosis) {
        String text = diagnosis.toString();
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        assertThat(diagnosis
                        .rootFinding()
                        .map(root -> root.id().replaceAll(" .*", ""))
                        .orElse(Row.NONE))
                .as(text)
                .isEqualTo(row.root());
        assertThat(text).matches(ASCII).doesNotContainPattern(row.never());
        assertThat(diagnosis.findings())
                .allSatisfy(found -> assertThat(found.evidence()).doesNotHaveDuplicates());
        if (diagnosis.rootFinding().isPresent()) {
            assertThat(lines.subList(2, lines.size() - 2))
                    .as("the headline is said in the first and the last lines")
                    .noneMatch(line -> line.length() > LONG
                            && line.strip().contains(" ")
                            && lines.get(0).contains(line.strip()));
        }
        assertThat(String.join("\n", lines.subList(0, 2)) + "\n"
                        + String.join("\n", lines.subList(lines.size() - 2, lines.size())))
                .contains(row.verdict());
    }

    private static void note(Row row, Told told, Pod pod, Diagnosis diagnosis) throws Exception {
        Files.writeString(
                Files.createDirectories(Path.of("target", "texts")).resolve(row.name() + ".txt"),
                told.message() + "\n\n" + diagnosis);
        pod.hurry();
        Told repeated = told(row.name() + ", repeated", pod, few());
        FIGURES.put(
                row.name(),
                String.format(
                        "%s: %d (%d), %d (%d); %d%n",
                        row.name(),
                        told.lines(),
                        told.copies(),
                        repeated.lines(),
                        repeated.copies(),
                        diagnosis.toString().lines().count()));
    }

    private static Told told(String name, Pod pod) throws Exception {
        return told(name, pod, TokenRetries.leftToTheCredential(few()));
    }

    /** As often as azure-core repeats a request, and without its pauses. */
    private static RetryOptions few() {
        return new RetryOptions(new FixedDelayOptions(3, Duration.ofMillis(1)));
    }

    private static Told told(String name, Pod pod, RetryOptions retries) throws Exception {
        int begin = CaseLog.size();
        long start = System.nanoTime();
        FutureTask<String> call = new FutureTask<>(() -> message(pod, retries));
        Thread thread = new Thread(call, CaseLog.CASE + name);
        thread.start();
        String message = call.get(1, TimeUnit.MINUTES);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Told(message, CaseLog.since(begin, thread.getName(), pod.application.clientId()), took);
    }

    /** Reads a secret, as an application does that logs what fails. */
    private static String message(Pod pod, RetryOptions retries) {
        try {
            pod.readSecret(retries);
            return null;
        } catch (RuntimeException failure) {
            LoggerFactory.getLogger("com.contoso.Orders").error("No secret", failure);
            return failure.getMessage();
        }
    }
}
