package io.github.wicredential.consumers;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The application's code: compiled against the application's class path, and run with it in a JVM of its own. */
final class Checker {

    static final Path SOURCES = Path.of("src/checker/java").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private Checker() {}

    /** Compiles the named checks with what they need. */
    static Path compile(Path directory, List<Path> classPath, List<String> checks) {
        Path classes = directory.resolve("classes");
        List<Path> files = new ArrayList<>();
        files.add(SOURCES.resolve("consumer/Main.java"));
        checks.forEach(check -> files.add(SOURCES.resolve("consumer/" + check + ".java")));
        compile(
                files,
                List.of(
                        "-d",
                        classes.toString(),
                        "-cp",
                        path(classPath),
                        "-sourcepath",
                        SOURCES.toString(),
                        "--release",
                        "17",
                        "-proc:none",
                        "-nowarn"));
        return classes;
    }

    /** The names of the sources that checks consist of. */
    static List<String> needed(List<String> checks) {
        List<String> sources = new ArrayList<>(List.of("Main", "Check", "Loopback"));
        sources.addAll(checks);
        if (checks.stream().anyMatch(check -> check.startsWith("Azure"))) {
            sources.add("CannedClient");
        }
        return sources;
    }

    static void compile(List<Path> files, List<String> options) {
        try (StandardJavaFileManager manager = COMPILER.getStandardFileManager(null, null, null)) {
            StringWriter output = new StringWriter();
            boolean compiled = COMPILER.getTask(
                            output, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) {
                throw new AssertionError("the application does not compile:\n" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the checks; the output names each that failed. */
    static Run run(Path directory, List<Path> classPath, List<String> checks, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(List.of("-cp", path(classPath), "consumer.Main"));
        arguments.addAll(checks);
        return java(directory, "checks", arguments, environment);
    }

    static Run java(Path directory, String name, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>(
                List.of(tool("java"), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(arguments);
        return run(directory, name, command, environment);
    }

    static Run run(Path directory, String name, List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessBuilder program = new ProcessBuilder(command).directory(directory.toFile());
        program.environment().putAll(environment);
        return Processes.run(program, directory, name, LIMIT);
    }

    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    static String path(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    static List<Path> with(Path first, List<Path> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
