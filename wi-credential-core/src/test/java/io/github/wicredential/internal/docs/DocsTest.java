package io.github.wicredential.internal.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocsTest {

    private static final String COMMAND = "main class io.github.wicredential.Doctor --explain AADSTS700213";

    @Test
    void thisBuildNamesNoPageSoTheDoctorIsNamed() {
        assertThat(Docs.about("AADSTS700213")).isEqualTo(COMMAND);
    }

    @Test
    void aBuildThatNamesThePageLinksToIt() {
        assertThat(Docs.about("https://docs.example/errors", "AADSTS700213"))
                .isEqualTo("https://docs.example/errors#aadsts700213");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "${docs.errors.address}"})
    void whatTheBuildHasNotFilledIsNoPage(String address) {
        assertThat(Docs.about(address, "AADSTS700213")).isEqualTo(COMMAND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jar:nested:/app/app.jar/!BOOT-INF/lib/wi-credential-core.jar!/ | -cp /app/app.jar -Dloader.main=io.github.wicredential.Doctor org.springframework.boot.loader.launch.PropertiesLauncher",
                "jar:file:/app/app.jar!/BOOT-INF/lib/wi-credential-core.jar!/ | -cp /app/app.jar -Dloader.main=io.github.wicredential.Doctor org.springframework.boot.loader.launch.PropertiesLauncher",
                "jar:nested:/a b/app.jar/!BOOT-INF/lib/wi-credential-core.jar!/ |",
                "file:/nowhere/wi-credential-core.jar |",
                "file:/app/classes/ |",
                "jrt:/io.github.wicredential.core |",
            })
    void theDoctorIsStartedFromWhereTheJarsAre(String location, @Nullable String started) {
        String doctor = Docs.doctor(location);

        assertThat(doctor == null ? null : doctor.replace(Docs.JAVA + " ", "")).isEqualTo(started);
    }

    @Test
    void theDoctorIsStartedFromAFolderThatHasAllJars(@TempDir Path folder) throws Exception {
        Path core = Files.createFile(folder.resolve("wi-credential-core-1.jar"));
        Files.createFile(folder.resolve("wi-credential-thirdparty-1.jar"));
        assertThat(Docs.doctor(core.toUri().toString())).isNull();

        Files.createFile(folder.resolve("slf4j-api-2.jar"));
        assertThat(Docs.doctor(core.toUri().toString()))
                .isEqualTo(Docs.JAVA + " -cp '" + folder + "/*' io.github.wicredential.Doctor");
    }
}
