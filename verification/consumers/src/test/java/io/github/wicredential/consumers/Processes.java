package io.github.wicredential.consumers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Programs that end, or are ended. */
final class Processes {

    private Processes() {}

    /** Runs a program with its output in a file; one that does not end in time is ended and has failed. */
    static Run run(ProcessBuilder program, Path directory, String name, Duration limit) {
        Path log = directory.resolve(name + ".log");
        try {
            Process process = program.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            return ended ? new Run(process.exitValue(), output) : new Run(-1, output + "\ndid not end within " + limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
