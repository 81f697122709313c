package io.github.wicredential.azure.internal.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {

    private static final Platform WINDOWS = new Platform(true, "", "C:\\Windows");
    private static final Platform POSIX = new Platform(false, "", "");

    @Test
    void aBatchFileRunsByItsNameInTheCommandInterpreter() {
        assertThat(WINDOWS.command(Path.of("Program Files (x86)", "az.cmd"), List.of("account", "get-access-token")))
                .containsExactly("C:\\Windows\\system32\\cmd.exe", "/c", "az.cmd", "account", "get-access-token");
        assertThat(WINDOWS.workingDirectory().getPath()).isEqualTo("C:\\Windows\\system32");
        assertThat(WINDOWS.nothing().getPath()).isEqualTo("NUL");
    }

    @Test
    void aProgramRunsWithoutAnyShell() {
        assertThat(WINDOWS.command(Path.of("pwsh.exe"), List.of("-NoProfile")))
                .containsExactly("pwsh.exe", "-NoProfile");
        assertThat(POSIX.command(Path.of("/usr/bin/az"), List.of("account"))).containsExactly("/usr/bin/az", "account");
        assertThat(POSIX.workingDirectory().getPath()).isEqualTo("/");
        assertThat(POSIX.nothing().getPath()).isEqualTo("/dev/null");
    }

    @Test
    void onlyAbsoluteDirectoriesOfThePathAreSearched(@TempDir Path directory) throws IOException {
        Path program = Files.createFile(directory.resolve("az"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path relative = Path.of("").toAbsolutePath().relativize(directory);

        assertThat(new Platform(false, directory.toString(), "").find("az")).contains(program);
        assertThat(new Platform(false, relative.toString(), "").find("az")).isEmpty();
        assertThat(new Platform(false, "::\0:", "").find("az")).isEmpty();
    }

    @Test
    void onWindowsProgramsHaveEndings(@TempDir Path directory) throws IOException {
        Path program = Files.createFile(directory.resolve("az.cmd"));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(new Platform(true, "x;" + directory, "").find("az")).contains(program);
    }

    @Test
    void thePathOfTheProcessIsTheLastResort() {
        assertThat(Platform.current(name -> null).path()).isEqualTo(System.getenv("PATH"));
        assertThat(Platform.current(name -> "PATH".equals(name) ? "/opt" : null).path())
                .isEqualTo("/opt");
    }
}
