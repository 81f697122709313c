package io.github.wicredential.concurrency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A search in a process of its own: what it said, whether it found something, and how long it took. */
record Search(String said, boolean found, long seconds) {

    /** jcstress with the options and all tests of the engine. */
    static Search stress(String classPath, Path directory, String options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-r", directory.toString()));
        arguments.addAll(Arrays.asList(options.split(" ")));
        return of(classPath, directory, "org.openjdk.jcstress.Main", arguments);
    }

    /** So many lives of the simulation. */
    static Search simulation(String classPath, Path directory, long seeds) throws IOException, InterruptedException {
        return of(classPath, directory, SimulatedSearch.class.getName(), List.of(Long.toString(seeds)));
    }

    private static Search of(String classPath, Path directory, String main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC", "-cp", classPath, main));
        command.addAll(arguments);
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            return new Search(said, status != 0, (System.nanoTime() - begin) / 1_000_000_000);
        } finally {
            process.destroyForcibly();
        }
    }
}
