package io.github.wicredential.examples.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A program beside this one, such as a server that an example speaks with. It gets {@code PATH} and {@code HOME} of this
 * process, and what it is given. Output and errors are read together. Not thread-safe.
 */
public final class LocalProcess implements AutoCloseable {

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final boolean shown;
    private final Thread reader;

    private LocalProcess(Process process, boolean shown) {
        this.process = process;
        this.shown = shown;
        reader = new Thread(this::read, "process-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a program.
     *
     * @param command the program and its arguments
     * @param variables what its environment has beside {@code PATH} and {@code HOME}
     * @return the running program
     * @throws UncheckedIOException if there is no such program
     */
    public static LocalProcess start(List<String> command, Map<String, String> variables) {
        return start(command, variables, List.of("PATH", "HOME"), false);
    }

    static LocalProcess start(
            List<String> command, Map<String, String> variables, List<String> inherited, boolean shown) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(inherited);
        builder.environment().putAll(variables);
        try {
            return new LocalProcess(builder.start(), shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for the end of the program, which has to be a good one.
     *
     * @param timeout how long
     * @return all that it wrote
     * @throws TimeoutException if it still runs
     * @throws InterruptedException if this thread is interrupted
     * @throws IllegalStateException if its exit status is not 0; the message has what it wrote
     */
    public List<String> awaitEnd(Duration timeout) throws InterruptedException, TimeoutException {
        int status = awaitStatus(timeout);
        if (status != 0) {
            throw new IllegalStateException("exit status " + status + ", after\n" + String.join("\n", output()));
        }
        return output();
    }

    /**
     * Waits for the end of the program, however it ends.
     *
     * @param timeout how long
     * @return its exit status
     * @throws TimeoutException if it still runs
     * @throws InterruptedException if this thread is interrupted
     */
    public int awaitStatus(Duration timeout) throws InterruptedException, TimeoutException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("still running, after\n" + String.join("\n", output()));
        }
        reader.join(timeout.toMillis());
        return process.exitValue();
    }

    /**
     * Waits for a line of output.
     *
     * @param wanted which
     * @param timeout how long
     * @return the first such line
     * @throws TimeoutException if there is none until then, or the program has ended without it
     * @throws InterruptedException if this thread is interrupted
     */
    public String awaitLine(Predicate<String> wanted, Duration timeout) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (output) {
            while (true) {
                boolean ended = !reader.isAlive();
                for (String line : output) {
                    if (wanted.test(line)) {
                        return line;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || ended) {
                    throw new TimeoutException("no such line among\n" + String.join("\n", output));
                }
                // Woken by each line; the bound is for the end of the output.
                output.wait(Math.min(left, 250));
            }
        }
    }

    /**
     * What it wrote so far.
     *
     * @return its lines
     */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** Ends the program if it still runs, and waits for its end for at most 10 s. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (shown) {
                    System.out.println("  " + line);
                }
                synchronized (output) {
                    output.add(line);
                    output.notifyAll();
                }
            }
        } catch (IOException e) {
            // The program has been ended.
        }
    }
}
