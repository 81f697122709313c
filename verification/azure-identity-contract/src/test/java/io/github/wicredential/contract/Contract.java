package io.github.wicredential.contract;

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

/** Tries the promises of one package of cases on both libraries, prints both columns, and keeps what was found. */
final class Contract {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "reference", "azure-identity-contract.md");
    private static final long LONGEST_SECONDS = 120;

    private final Map<String, String> theirs = new LinkedHashMap<>();
    private final Map<String, String> ours = new LinkedHashMap<>();

    /**
     * Tries all cases.
     *
     * @param cases the last part of the name of their package
     * @param atOnce how many at once
     * @param directory for the pods' files
     */
    Contract(String cases, int atOnce, Path directory) throws IOException, ReflectiveOperationException {
        Side azureIdentity = Side.azureIdentity(cases);
        Side wiCredential = Side.wiCredential(cases, Files.createDirectory(directory.resolve("copies")));
        ExecutorService pool = pool(atOnce);
        try {
            Map<String, Future<?>> oursRunning = start(wiCredential, pool, directory);
            Map<String, Future<?>> theirsRunning = start(azureIdentity, pool, directory);
            oursRunning.forEach((promise, running) -> ours.put(promise, outcome(running)));
            theirsRunning.forEach((promise, running) -> theirs.put(promise, outcome(running)));
            for (Method method : azureIdentity.cases()) {
                Promise promise = method.getAnnotation(Promise.class);
                if (promise.byChanceInAzureIdentity()) {
                    theirs.computeIfPresent(
                            promise.value(), (value, outcome) -> outcome.isEmpty() ? "kept by chance" : outcome);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        print(Path.of("target", "contract-" + cases + ".md"));
    }

    /** What one side makes of each promise: empty if it is kept, else what went wrong. */
    static Map<String, String> tried(Side side, int atOnce, Path directory)
            throws IOException, ReflectiveOperationException {
        ExecutorService pool = pool(atOnce);
        Map<String, String> outcomes = new LinkedHashMap<>();
        try {
            start(side, pool, directory).forEach((promise, running) -> outcomes.put(promise, outcome(running)));
        } finally {
            pool.shutdownNow();
        }
        return outcomes;
    }

    /** What wi-credential-azure made of each promise: empty if it was kept, else what went wrong. */
    Map<String, String> ours() {
        return ours;
    }

    /** The lines of the documented table that are missing or differ. */
    List<String> notInTheDocument() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        // What this library breaks is a failure of its own; the document has what is promised.
        return Stream.concat(
                        ours.keySet().stream().map(promise -> row(promise, word(theirs.get(promise)), "yes")),
                        Stream.of(row("**kept**", kept(theirs), ours.size() + " of " + ours.size())))
                .filter(row -> !lines.contains(row))
                .toList();
    }

    private static ExecutorService pool(int atOnce) {
        return Executors.newFixedThreadPool(atOnce, runnable -> {
            Thread thread = new Thread(runnable, "contract");
            thread.setDaemon(true);
            return thread;
        });
    }

    private void print(Path table) throws IOException {
        StringBuilder text =
                new StringBuilder("| promise | azure-identity 1.19.0 | wi-credential-azure |\n|---|---|---|\n");
        ours.forEach((promise, outcome) -> text.append(row(promise, word(theirs.get(promise)), word(outcome)))
                .append('\n'));
        text.append(row("**kept**", kept(theirs), kept(ours))).append('\n');
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.writeString(table, text);
        System.out.println(text);
        theirs.forEach((promise, outcome) -> {
            if (!outcome.isEmpty()) {
                System.out.println("azure-identity breaks: " + promise + "\n    " + outcome);
            }
        });
    }

    private static Map<String, Future<?>> start(Side side, ExecutorService pool, Path directory)
            throws IOException, ReflectiveOperationException {
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

    private static String row(String promise, String theirs, String ours) {
        return "| " + promise + " | " + theirs + " | " + ours + " |";
    }

    private static String word(String outcome) {
        return outcome == null ? "-" : outcome.isEmpty() ? "yes" : "no";
    }

    private static String kept(Map<String, String> outcomes) {
        return outcomes.values().stream().filter(String::isEmpty).count() + " of " + outcomes.size();
    }
}
