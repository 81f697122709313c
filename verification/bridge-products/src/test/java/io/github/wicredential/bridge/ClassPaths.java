package io.github.wicredential.bridge;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Class paths as Maven resolves them: of each product as it is, and with the bridge in azure-identity's place. */
final class ClassPaths {

    /** What is published, and what it brings; the jars themselves are this build's. */
    private static final List<String> BROUGHT = List.of(
            "com.azure:azure-core:" + System.getProperty("bridge.azure-core"),
            "org.slf4j:slf4j-api:" + System.getProperty("bridge.slf4j"),
            "org.jspecify:jspecify:" + System.getProperty("bridge.jspecify"));

    private static final String NATIVES = Stream.of(
                    "netty-tcnative-boringssl-static",
                    "netty-transport-native-epoll",
                    "netty-transport-native-kqueue",
                    "netty-transport-native-io_uring",
                    "netty-codec-native-quic",
                    "netty-resolver-dns-native-macos")
            .map(artifact -> exclusion("io.netty", artifact))
            .collect(Collectors.joining());

    private final Path directory;

    private ClassPaths(Path directory) {
        this.directory = directory;
    }

    /** Resolves all rows in one run of Maven. */
    static ClassPaths resolve(List<Row> rows, Path directory) throws IOException {
        StringBuilder modules = new StringBuilder();
        for (Row row : rows) {
            for (boolean bridge : new boolean[] {false, true}) {
                String module = module(row, bridge);
                modules.append("<module>").append(module).append("</module>");
                List<String> declared = new ArrayList<>(row.dependencies());
                if (bridge) {
                    declared.removeIf(dependency -> dependency.startsWith("com.azure:azure-identity:"));
                    declared.addAll(row.beside());
                    declared.addAll(BROUGHT);
                }
                Files.writeString(
                        Files.createDirectories(directory.resolve(module)).resolve("pom.xml"),
                        pom(module, "jar", dependencies(declared, bridge)));
            }
        }
        Files.writeString(directory.resolve("pom.xml"), pom("products", "pom", "<modules>" + modules + "</modules>"));
        Files.createDirectories(directory.resolve(".mvn"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("bridge.maven"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-q",
                "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath",
                "-Dmdep.outputFile=classpath"));
        // What was resolved once is there for good.
        command.add("-o");
        Run run = maven(command, directory);
        if (run.status() != 0) {
            command.remove("-o");
            run = maven(command, directory);
        }
        if (run.status() != 0) {
            throw new AssertionError("Maven could not resolve the products.\n" + run.output());
        }
        return new ClassPaths(directory);
    }

    private static Run maven(List<String> command, Path directory) throws IOException {
        return Run.of(new ProcessBuilder(command).directory(directory.toFile()), directory, Duration.ofMinutes(8));
    }

    /** With azure-identity. */
    List<Path> before(Row row) throws IOException {
        return read(directory.resolve(module(row, false)).resolve("classpath"));
    }

    /** With the bridge. */
    List<Path> after(Row row) throws IOException {
        List<Path> path = new ArrayList<>(ours());
        path.addAll(read(directory.resolve(module(row, true)).resolve("classpath")));
        return path;
    }

    /** The published jars that the bridge needs. */
    static List<Path> ours() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry ->
                        entry.matches(".*/wi-credential-(azure-identity|azure|core|thirdparty)-[^/]*(?<!-tests)\\.jar"))
                .map(Path::of)
                .toList();
    }

    private static List<Path> read(Path file) throws IOException {
        return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }

    private static String module(Row row, boolean bridge) {
        return row.name() + (bridge ? "-after" : "-before");
    }

    private static String dependencies(List<String> declared, boolean bridge) {
        String exclusions = NATIVES + (bridge ? exclusion("com.azure", "azure-identity") : "");
        return declared.stream()
                .map(coordinates -> coordinates.split(":", -1))
                .map(part -> "<dependency><groupId>" + part[0] + "</groupId><artifactId>" + part[1]
                        + "</artifactId><version>" + part[2] + "</version><exclusions>" + exclusions
                        + "</exclusions></dependency>")
                .collect(Collectors.joining("", "<dependencies>", "</dependencies>"));
    }

    private static String exclusion(String group, String artifact) {
        return "<exclusion><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId></exclusion>";
    }

    private static String pom(String artifact, String packaging, String content) {
        return "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>"
                + "<groupId>products</groupId><artifactId>" + artifact + "</artifactId><version>1</version><packaging>"
                + packaging + "</packaging>" + content + "</project>";
    }
}
