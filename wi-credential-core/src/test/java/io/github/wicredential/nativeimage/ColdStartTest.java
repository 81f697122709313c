package io.github.wicredential.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a credential without trouble loads. */
class ColdStartTest {

    @Test
    void theGuideTheDoctorAndNimbusAreLoadedOnlyWhenSomethingIsWrong() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneToken.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.replaceFirst("^(?:\\[[^]]*])* ?", "").split(" ", 2)[0])
                .toList();

        assertThat(process.waitFor()).isZero();
        assertThat(loaded).contains("io.github.wicredential.WorkloadIdentity");
        // The explainer itself is ready to be asked.
        assertThat(loaded)
                .filteredOn(
                        name -> name.matches(
                                "io\\.github\\.wicredential\\.thirdparty\\.nimbusds.*|io\\.github\\.wicredential\\."
                                        + "(internal\\.(doctor|guide|text|cloud)\\..*|doctor\\..*|Doctor.*|internal\\.json\\.JsonText|"
                                        + "internal\\.exchange\\.(FailureReader|TransportFailure)|internal\\.assertion\\.JwtFault)"))
                .containsExactly("io.github.wicredential.internal.doctor.FederationCheck");
    }
}
