package io.github.wicredential.concurrency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A search in a process of its own: what it said, whether it found something, and how long it took. */
record Search(String said, boolean found, long seconds) {

    // What Lincheck changes and reads.
    private static final List<String> OPENED = Stream.of(
                    "java.lang", "java.lang.reflect", "java.util", "java.util.concurrent", "jdk.internal.misc")
            .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
            .toList();

    /** jcstress with the options and all tests of the engine. */
    static Search stress(String classPath, Path directory) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-r", directory.toString()));
        arguments.addAll(Arrays.asList(System.getProperty("jcstress.options").split(" ")));
        return of(classPath, directory, List.of(), "org.openjdk.jcstress.Main", arguments);
    }

    /** Lincheck, with so many scenarios, and interleavings of each. */
    static Search interleavings(String classPath, Path directory) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(OPENED);
        // It cannot look into records to find the classes that it has to change.
        options.add("-Dlincheck.instrumentAllClasses=true");
        options.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "--add-exports=java.base/jdk.internal.util=ALL-UNNAMED",
                "--add-exports=java.base/sun.security.action=ALL-UNNAMED"));
        return of(
                classPath,
                directory,
                options,
                "io.github.wicredential.internal.cache.Interleavings",
                Arrays.asList(System.getProperty("lincheck.scenarios").split(" ")));
    }

    /** So many lives of the simulation. */
    static Search simulation(String classPath, Path directory, long seeds) throws IOException, InterruptedException {
        return of(
                classPath,
                directory,
                List.of("-XX:TieredStopAtLevel=1"),
                SimulatedSearch.class.getName(),
                List.of(Long.toString(seeds)));
    }

    private static Search of(
            String classPath, Path directory, List<String> options, String main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g", "-cp", classPath, main));
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
