package io.github.wicredential.azure.internal.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a tool to its end, or to the end of its time, and keeps what it wrote. */
final class ToolProcess {

    private static final int MOST_OUTPUT = 256 * 1024;
    private static final int MOST_COMPLAINT = 16 * 1024;

    // A process that the tool has left behind may hold the pipe open; what was written before is there already.
    private static final long LAST_WORDS_MILLIS = 1000;

    private ToolProcess() {}

    /**
     * How it ended.
     *
     * @param end in which way
     * @param exit the exit code, if it ended by itself
     * @param output its standard output; may hold a token
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
        try {
            OutputCollector output =
                    OutputCollector.start(process.getInputStream(), MOST_OUTPUT, process::destroyForcibly);
            OutputCollector complaint = OutputCollector.start(process.getErrorStream(), MOST_COMPLAINT, () -> {});
            boolean ended = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (!ended) {
                return new Outcome(End.OUT_OF_TIME, -1, "", complaint.text(0));
            }
            String written = output.text(LAST_WORDS_MILLIS);
            End end = output.overflowed() ? End.TOO_MUCH_OUTPUT : End.BY_ITSELF;
            return new Outcome(end, process.exitValue(), written, complaint.text(LAST_WORDS_MILLIS));
        } finally {
            kill(process);
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
