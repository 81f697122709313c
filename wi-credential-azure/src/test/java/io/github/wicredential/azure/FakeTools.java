package io.github.wicredential.azure;

import com.azure.core.util.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A directory of programs that stand in for az, azd and pwsh, and the PATH that leads to it. */
final class FakeTools {

    private final Path directory;

    FakeTools(Path directory) {
        this.directory = directory;
    }

    /** Writes a program. Each run notes its arguments, one a line, and its directory. */
    FakeTools install(String name, String... script) {
        String text = "#!/bin/sh\n"
                + "for word in \"$@\"; do echo \"$word\" >> '" + directory + "/" + name + ".args'; done\n"
                + "echo run >> '" + directory + "/" + name + ".runs'\n"
                + "pwd > '" + directory + "/" + name + ".pwd'\n"
                + String.join("\n", script) + "\n";
        try {
            Path program = directory.resolve(name);
            Files.writeString(program, text);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeTools az(String token) {
        return install("az", "echo '" + azAnswer(token, Instant.now().plusSeconds(3600)) + "'");
    }

    FakeTools azd(String token) {
        return install(
                "azd",
                "echo '{\"token\":\"" + token + "\",\"expiresOn\":\""
                        + Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3600) + "\"}'");
    }

    FakeTools pwsh(String token) {
        return install(
                "pwsh",
                "echo '{\"token\":\"" + token + "\",\"expiresOn\":"
                        + (Instant.now().getEpochSecond() + 3600) + "}'");
    }

    static String azAnswer(String token, Instant end) {
        return "{\"accessToken\":\"" + token + "\",\"expiresOn\":\"2000-01-01 00:00:00.000000\",\"expires_on\":"
                + end.getEpochSecond() + ",\"tokenType\":\"Bearer\"}";
    }

    Configuration configuration(String... namesAndValues) {
        return Configurations.with(Map.of("PATH", "relative:" + directory), namesAndValues);
    }

    List<String> arguments(String name) {
        return lines(name + ".args");
    }

    int runs(String name) {
        return Files.exists(directory.resolve(name + ".runs"))
                ? lines(name + ".runs").size()
                : 0;
    }

    String workingDirectory(String name) {
        return lines(name + ".pwd").get(0);
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
