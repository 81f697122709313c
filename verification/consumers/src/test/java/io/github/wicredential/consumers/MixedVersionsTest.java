package io.github.wicredential.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two versions of our own jars on one class path: one sentence that names both, and no linkage error. */
class MixedVersionsTest {

    private static final String OTHER = "0.0.9";

    @ParameterizedTest
    @CsvSource({
        "wi-credential-azure, AzureBuilders",
        "wi-credential-thirdparty, Token",
        "wi-credential-core, AzureBuilders"
    })
    void anotherVersionOfOneArtifactIsNamed(String artifact, String check) throws IOException {
        Path directory = Files.createDirectories(Maven.WORK.resolve("mixed-" + artifact));
        Path other = directory.resolve(artifact + "-" + OTHER + ".jar");
        ofAnotherVersion(Published.jar(artifact), other);
        List<Path> application = Workplace.resolved("azure alone").path();
        List<Path> mixed = application.stream()
                .map(jar -> jar.getFileName().toString().startsWith(artifact + "-") ? other : jar)
                .toList();
        assertThat(mixed).isNotEqualTo(application);
        Path checks = Checker.compile(directory, application, List.of(check));

        Run run = Checker.run(directory, Checker.with(checks, mixed), List.of(check), Pod.environment());

        assertThat(run.status()).isNotZero();
        assertThat(run.output())
                .contains(OTHER, Published.VERSION, other.toString())
                .doesNotContain("NoSuchMethodError", "NoClassDefFoundError", "AbstractMethodError");
    }

    private static void ofAnotherVersion(Path from, Path to) throws IOException {
        try (JarFile jar = new JarFile(from.toFile())) {
            Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, OTHER);
            try (OutputStream out = Files.newOutputStream(to);
                    JarOutputStream copy = new JarOutputStream(out, manifest)) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        copy.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream in = jar.getInputStream(entry)) {
                            in.transferTo(copy);
                        }
                        copy.closeEntry();
                    }
                }
            }
        }
    }
}
