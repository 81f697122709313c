package io.github.wicredential.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How a program ended, and what it wrote.
 *
 * @param status 0 if well; -1 if it had to be ended
 * @param output both streams
 */
record Run(int status, String output) {

    /** Runs a program with its output in a file of a directory. */
    static Run of(ProcessBuilder program, Path directory, Duration limit) throws IOException {
        Path log = directory.resolve("output.txt");
        Process process =
                program.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            return new Run(ended ? process.exitValue() : -1, Files.readString(log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
