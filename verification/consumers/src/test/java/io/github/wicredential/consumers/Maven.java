package io.github.wicredential.consumers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Maven as an application's build runs it: with a local repository that holds nothing of ours from before, and with the
 * staged artifacts as a remote one. What the user's local repository has of others is taken from there.
 */
final class Maven {

    /** Empty when it is first asked for. */
    static final Path WORK = empty(Path.of("target/consumers").toAbsolutePath());

    static final Path STAGED = WORK.resolve("staged");
    static final Path REPOSITORY = Path.of(System.getProperty("consumers.repository"));
    private static final Path USERS = Path.of(System.getProperty("consumers.user-repository"));

    private Maven() {}

    private static Path empty(Path directory) {
        try {
            delete(directory);
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs goals in a directory; what the user's local repository has needs no network. */
    static Run run(Path directory, List<String> arguments) {
        return run(directory, REPOSITORY, List.of("-Daether.offline.protocols=file"), arguments);
    }

    /** Runs goals with what is in a local repository, and nothing else. */
    static Run offline(Path directory, Path repository, List<String> arguments) {
        return run(directory, repository, List.of("-o"), arguments);
    }

    private static Run run(Path directory, Path repository, List<String> options, List<String> goals) {
        try {
            // Else Maven looks for settings of this project further up.
            Files.createDirectories(directory.resolve(".mvn"));
            Path settings = Files.writeString(WORK.resolve("settings.xml"), settings());
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("consumers.maven"), "bin", "mvn").toString(),
                    "-B",
                    "-ntp",
                    "-gs",
                    settings.toString(),
                    "-Dmaven.repo.local=" + repository));
            command.addAll(options);
            command.addAll(goals);
            ProcessBuilder program = new ProcessBuilder(command).directory(directory.toFile());
            program.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -Xmx512m");
            return Processes.run(program, directory, "maven", Duration.ofMinutes(8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs something while no other build uses the repository, which is without anything of ours at the start. */
    static <T> T alone(Supplier<T> work) {
        try {
            Files.createDirectories(REPOSITORY);
            try (FileChannel channel =
                    FileChannel.open(REPOSITORY.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock lock = channel.lock();
                try {
                    delete(REPOSITORY.resolve("io/github/wicredential"));
                    return work.get();
                } finally {
                    lock.release();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String settings() {
        return """
                <settings>
                  <profiles>
                    <profile>
                      <id>consumers</id>
                      <repositories>
                        <repository>
                          <id>staged</id>
                          <url>%1$s</url>
                          <releases><enabled>false</enabled></releases>
                          <snapshots><updatePolicy>always</updatePolicy><checksumPolicy>ignore</checksumPolicy></snapshots>
                        </repository>
                        %2$s
                      </repositories>
                      <pluginRepositories>
                        %3$s
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles>
                    <activeProfile>consumers</activeProfile>
                  </activeProfiles>
                </settings>
                """.formatted(STAGED.toUri(), users("repository"), users("pluginRepository"));
    }

    private static String users(String element) {
        return """
                <%1$s>
                  <id>users</id>
                  <url>%2$s</url>
                  <releases><updatePolicy>never</updatePolicy><checksumPolicy>ignore</checksumPolicy></releases>
                  <snapshots><enabled>false</enabled></snapshots>
                </%1$s>
                """.formatted(element, USERS.toUri());
    }
}
