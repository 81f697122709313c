package io.github.wicredential.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The declaration of the pages in a build of Gradle, which reads the same poms and takes the newest of each library. */
@Tag("full")
class GradleTest {

    @Test
    void anApplicationBuiltWithGradleWorks() throws IOException {
        works("gradle-core", "core alone", List.of("Token", "Claims", "Diagnose"));
    }

    @Test
    void anApplicationWithAnAzureClientBuiltWithGradleWorks() throws IOException {
        works(
                "gradle-azure",
                "before Key Vault on OkHttp",
                List.of("Token", "Claims", "Diagnose", "AzureBuilders", "AzureClaims", "KeyVault"));
    }

    private static void works(String name, String row, List<String> checks) throws IOException {
        Path directory = Maven.WORK.resolve(name);
        Path sources = directory.resolve("src/main/java/consumer");
        Files.createDirectories(sources);
        for (String source : Checker.needed(checks)) {
            Files.copy(Checker.SOURCES.resolve("consumer/" + source + ".java"), sources.resolve(source + ".java"));
        }
        Files.writeString(directory.resolve("settings.gradle"), "rootProject.name = '" + name + "'\n");
        Files.writeString(directory.resolve("build.gradle"), """
                apply plugin: 'java'
                repositories {
                    maven { url '%s' }
                    maven { url '%s' }
                    mavenCentral()
                }
                dependencies {
                %s
                }
                task path {
                    doLast { new File(projectDir, 'path.txt').text = sourceSets.main.runtimeClasspath.asPath }
                }
                """.formatted(
                        Maven.STAGED.toUri(),
                        Maven.REPOSITORY.toUri(),
                        Workplace.row(row).dependencies().stream()
                                .map(dependency -> "    implementation(\"" + dependency.group() + ":"
                                        + dependency.artifact() + ":" + dependency.version() + "\")")
                                .collect(Collectors.joining("\n"))));
        Run gradle = Processes.run(
                new ProcessBuilder("gradle", "--no-daemon", "--offline", "-q", "compileJava", "path")
                        .directory(directory.toFile()),
                directory,
                "gradle",
                Duration.ofMinutes(4));
        assertThat(gradle.succeeded()).as(gradle.output()).isTrue();

        List<Path> path = Stream.of(
                        Files.readString(directory.resolve("path.txt")).split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Run run = Checker.run(directory, path, checks, Pod.environment());
        assertThat(run.output()).doesNotContain("FAILED");
        assertThat(run.status()).as(run.output()).isZero();
    }
}
