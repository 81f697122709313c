package io.github.wicredential.azure.internal.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a tool until it exits or its timeout expires, and keeps what it wrote. */
final class ToolProcess {

    private static final int MOST_OUTPUT = 256 * 1024;
    private static final int MOST_COMPLAINT = 16 * 1024;

    // Reading without waiting needs no threads, which a process that the tool left behind would block.
    private static final long LOOK_EVERY_MILLIS = 10;

    private ToolProcess() {}

    /**
     * How it ended.
     *
     * @param end in which way
     * @param exit the exit code, if it ended by itself
     * @param output its standard output; may contain a token
     * @param complaint its standard error
     */
    record Outcome(End end, int exit, String output, String complaint) {

        @Override
        public String toString() {
            return "Outcome[end=" + end + ", exit=" + exit + "]";
        }
    }

    /** The ways in which a run ends. */
    enum End {
        BY_ITSELF,
        OUT_OF_TIME,
        TOO_MUCH_OUTPUT
    }

    static Outcome run(Platform platform, Path program, List<String> arguments, Duration timeout)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(platform.command(program, arguments))
                .directory(platform.workingDirectory())
                .redirectInput(platform.nothing());
        // cmd.exe then does not look for programs in the current directory.
        builder.environment().put("NoDefaultCurrentDirectoryInExePath", "1");
        Process process = builder.start();
        try (InputStream out = process.getInputStream();
                InputStream err = process.getErrorStream()) {
            return outcome(
                    process, new OutputCollector(out, MOST_OUTPUT), new OutputCollector(err, MOST_COMPLAINT), timeout);
        } finally {
            kill(process);
        }
    }

    private static Outcome outcome(Process process, OutputCollector output, OutputCollector complaint, Duration timeout)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            // Before the last look, so that nothing is missed: what the tool wrote is in the pipe when it ends.
            boolean ended = process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            output.take();
            complaint.take();
            if (output.overflowed()) {
                return new Outcome(End.TOO_MUCH_OUTPUT, -1, "", complaint.text());
            }
            if (ended) {
                return new Outcome(End.BY_ITSELF, process.exitValue(), output.text(), complaint.text());
            }
            if (System.nanoTime() - begin > timeout.toNanos()) {
                return new Outcome(End.OUT_OF_TIME, -1, "", complaint.text());
            }
        }
    }

    /** A tool is often a script; the program that it started would live on. */
    private static void kill(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
