package io.github.wicredential.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {

    @ParameterizedTest
    @CsvSource({
        "0400, 1000, 1000, true",
        "0040, 1000, 1000, false",
        "0040, 1, 2000, true",
        "0404, 1, 2000, false",
        "0004, 1, 1, true",
        "0440, 1, 1, false",
        "0600, 0, 0, false",
    })
    void theFirstClassThatFitsDecides(String mode, int user, int group, boolean allowed) {
        Permissions file = new Permissions(1000, 2000, Integer.parseInt(mode, 8), user, List.of(7, group));

        assertThat(file.allow()).isEqualTo(allowed);
        assertThat(file.octal()).isEqualTo(mode);
    }

    @Test
    void knowsAFileAndThisProcess(@TempDir Path directory) throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")));
        Path file = Files.createFile(
                directory.resolve("token"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));

        Permissions known = Permissions.of(file).orElseThrow();

        assertThat(known.octal()).isEqualTo("0640");
        assertThat(known.user()).isEqualTo(known.owner()).isEqualTo(Files.getAttribute(file, "unix:uid"));
        assertThat(known.groups()).contains(known.group());
        assertThat(known.allow()).isTrue();
    }

    @Test
    void knowsNothingOfAFileThatIsNotThere(@TempDir Path directory) {
        assertThat(Permissions.of(directory.resolve("none"))).isEmpty();
    }
}
