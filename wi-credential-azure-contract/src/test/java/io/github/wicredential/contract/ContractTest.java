package io.github.wicredential.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tries every promise on azure-identity and on wi-credential-azure and prints both columns. Only a promise that
 * wi-credential-azure breaks is a failure.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "moving-from-azure-identity.md");
    private static final Path TABLE = Path.of("target", "contract.md");

    // Most cases wait for something most of their time.
    private static final int AT_ONCE = 24;
    private static final long LONGEST_SECONDS = 120;

    private final Map<String, String> theirs = new LinkedHashMap<>();
    private final Map<String, String> ours = new LinkedHashMap<>();

    @BeforeAll
    void tryBoth(@TempDir Path directory) throws Exception {
        Side azureIdentity = Side.azureIdentity();
        Side wiCredential = Side.wiCredential(Files.createDirectory(directory.resolve("copies")));
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE, runnable -> {
            Thread thread = new Thread(runnable, "contract");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<String, Future<?>> oursRunning = start(wiCredential, pool, directory);
            Map<String, Future<?>> theirsRunning = start(azureIdentity, pool, directory);
            oursRunning.forEach((promise, running) -> ours.put(promise, outcome(running)));
            theirsRunning.forEach((promise, running) -> theirs.put(promise, outcome(running)));
        } finally {
            pool.shutdownNow();
        }
        StringBuilder table =
                new StringBuilder("| promise | azure-identity 1.19.0 | wi-credential-azure |\n|---|---|---|\n");
        ours.forEach((promise, outcome) -> table.append("| ")
                .append(promise)
                .append(" | ")
                .append(word(theirs.get(promise)))
                .append(" | ")
                .append(word(outcome))
                .append(" |\n"));
        table.append("| **kept** | ")
                .append(kept(theirs))
                .append(" | ")
                .append(kept(ours))
                .append(" |\n");
        Files.createDirectories(TABLE.toAbsolutePath().getParent());
        Files.writeString(TABLE, table);
        System.out.println(table);
        theirs.forEach((promise, outcome) -> {
            if (!outcome.isEmpty()) {
                System.out.println("azure-identity breaks: " + promise + "\n    " + outcome);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> wiCredentialKeeps() {
        return ours.entrySet().stream()
                .map(outcome -> DynamicTest.dynamicTest(outcome.getKey(), () -> {
                    if (!outcome.getValue().isEmpty()) {
                        fail(outcome.getValue());
                    }
                }));
    }

    @Test
    void theDocumentHasEveryPromise() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);

        assertThat(ours.keySet())
                .allSatisfy(promise -> assertThat(lines)
                        .anySatisfy(line -> assertThat(line)
                                .startsWith("| " + promise + " |")
                                .endsWith("| yes |")));
        assertThat(theirs.keySet()).isEqualTo(ours.keySet());
    }

    private static Map<String, Future<?>> start(Side side, ExecutorService pool, Path directory) throws Exception {
        Map<String, Future<?>> running = new LinkedHashMap<>();
        for (Method method : side.cases()) {
            Path own = Files.createTempDirectory(directory, "pod");
            running.put(
                    method.getAnnotation(Promise.class).value(),
                    pool.submit(() -> method.invoke(
                            method.getDeclaringClass().getConstructor().newInstance(), new Stage(own))));
        }
        return running;
    }

    /** Empty if the promise was kept. */
    private static String outcome(Future<?> running) {
        try {
            running.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            return "";
        } catch (TimeoutException late) {
            return "did not end within " + LONGEST_SECONDS + " s";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            Throwable broken = cause instanceof InvocationTargetException ? cause.getCause() : cause;
            return String.valueOf(broken).strip().replaceAll("\\s+", " ");
        }
    }

    private static String word(String outcome) {
        return outcome == null ? "-" : outcome.isEmpty() ? "yes" : "no";
    }

    private static String kept(Map<String, String> outcomes) {
        return outcomes.values().stream().filter(String::isEmpty).count() + " of " + outcomes.size();
    }
}
